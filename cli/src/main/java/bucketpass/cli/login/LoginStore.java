package bucketpass.cli.login;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The file of logins, one for each API, which only its user can read.
 *
 * <p>A change holds a lock from reading to writing: an issuer that rotates refresh tokens takes a
 * used one for a stolen one, so two runs must not use the same.
 */
public final class LoginStore {

  private static final Set<PosixFilePermission> OWN =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWN_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;
  private final Path file;

  LoginStore(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("logins.json");
  }

  /** Where the XDG base directory specification has it. */
  public static LoginStore ofUser() {
    String config = System.getenv("XDG_CONFIG_HOME");
    Path base =
        config == null || config.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(config);
    return new LoginStore(base.resolve("bucketpass"));
  }

  Optional<StoredLogin> find(URI api) throws IOException {
    return Optional.ofNullable(read().get(api.toString()));
  }

  /**
   * Changes an API's login, alone among all runs.
   *
   * @param change from the login there is, or null, to the one that shall be, or null
   * @return what {@code change} made
   */
  StoredLogin change(URI api, UnaryOperator<StoredLogin> change) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("logins.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // released with the channel
      Map<String, StoredLogin> logins = read();
      StoredLogin changed = change.apply(logins.get(api.toString()));
      if (changed == null) {
        logins.remove(api.toString());
      } else {
        logins.put(api.toString(), changed);
      }
      write(logins);
      return changed;
    }
  }

  private Map<String, StoredLogin> read() throws IOException {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    if (!OWN.containsAll(Files.getPosixFilePermissions(file))) {
      throw new CommandFailedException(
          "others may have read '%s': run chmod 600 on it, log out and log in again"
              .formatted(file));
    }
    Map<String, StoredLogin> logins =
        PrettyJson.read(
            Files.readAllBytes(file),
            new TypeReference<TreeMap<String, StoredLogin>>() {},
            "the file '%s'".formatted(file));
    if (logins == null || !logins.values().stream().allMatch(StoredLogin::isWhole)) {
      throw new CommandFailedException(
          "the file '%s' is damaged: delete it and run bucketpass login again".formatted(file));
    }
    return logins;
  }

  /** Written beside and moved over, so that whoever reads sees the whole of one version. */
  private void write(Map<String, StoredLogin> logins) throws IOException {
    Path fresh =
        Files.createTempFile(folder, "logins", ".new", PosixFilePermissions.asFileAttribute(OWN));
    try {
      Files.write(fresh, PrettyJson.MAPPER.writeValueAsBytes(logins));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
