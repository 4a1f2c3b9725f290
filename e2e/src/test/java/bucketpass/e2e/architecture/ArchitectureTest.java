package bucketpass.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The direction of the dependencies, and one type name for one thing. */
class ArchitectureTest {

  /** A package uses those above it, never those below. */
  private static final List<String> ORDER =
      List.of(
          "core.result",
          "core.json",
          "core.claims",
          "core.place",
          "core.grant",
          "core.session",
          "function.event",
          "function.token",
          "function.sts",
          "function.api",
          "function.snapstart",
          "function",
          "local.http",
          "local.policy",
          "local.template",
          "local.account",
          "local.protocol",
          "local.iam",
          "local.sts",
          "local.s3",
          "local.gateway",
          "local.signin",
          "local.page",
          "local",
          "cli.console",
          "cli.login",
          "cli.options",
          "cli.verify",
          "cli.local",
          "cli");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("bucketpass");

  @Test
  void package_uses_only_those_above_it() {
    for (int i = 0; i < ORDER.size(); i++) {
      for (String below : ORDER.subList(i + 1, ORDER.size())) {
        noClasses()
            .that()
            .resideInAPackage("bucketpass." + ORDER.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("bucketpass." + below)
            .check(MAIN);
      }
    }
  }

  @Test
  void every_package_has_its_place_in_the_order() {
    TreeSet<String> packages = new TreeSet<>();
    MAIN.forEach(type -> packages.add(type.getPackageName().substring("bucketpass.".length())));
    packages.removeAll(List.of("client", "image", "testkit"));
    packages.removeIf(name -> name.startsWith("e2e"));
    assertThat(ORDER).containsAll(packages);
  }

  @Test
  void core_is_pure() {
    classes()
        .that()
        .resideInAPackage("bucketpass.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "bucketpass.core..",
            "java.lang..",
            "java.math",
            "java.nio", // buffers in memory
            "java.nio.charset",
            "java.security",
            "java.time..",
            "java.util..",
            "java.io",
            "com.fasterxml.jackson.core..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage("bucketpass.core..")
        .should()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.io.File.class, java.io.FileInputStream.class, java.time.Clock.class)
        .check(MAIN);
  }

  @Test
  void client_knows_no_other_module() {
    noClasses()
        .that()
        .resideInAPackage("bucketpass.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "bucketpass.core..", "bucketpass.function..", "bucketpass.local..", "bucketpass.cli..")
        .check(MAIN);
  }

  @Test
  void only_cli_local_knows_the_local_application() {
    noClasses()
        .that()
        .resideInAnyPackage("bucketpass.cli", "bucketpass.cli..")
        .and()
        .resideOutsideOfPackage("bucketpass.cli.local")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("bucketpass.local..")
        .check(MAIN);
  }

  @Test
  void cli_knows_core_and_not_the_function() {
    noClasses()
        .that()
        .resideInAPackage("bucketpass.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("bucketpass.function..")
        .check(MAIN);
  }

  @Test
  void only_the_function_s_sts_and_priming_know_the_sdk() {
    noClasses()
        .that()
        .resideInAPackage("bucketpass.function..")
        .and()
        .resideOutsideOfPackages("bucketpass.function.sts", "bucketpass.function.snapstart")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(MAIN);
  }

  @Test
  void type_name_stands_for_one_thing() throws IOException {
    Map<String, List<Path>> types = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files
          .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*/[A-Z]\\w*\\.java"))
          .forEach(
              file ->
                  types
                      .computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                      .add(file));
    }
    assertThat(types).hasSizeGreaterThan(300);
    assertThat(types.values()).allSatisfy(files -> assertThat(files).hasSize(1));
  }
}
