package bucketpass.e2e.browser;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files to upload, made on the spot. */
final class Fixtures {

  private Fixtures() {}

  /** Bytes that no compression or chance could get right. */
  static Path random(Path folder, String name, int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A picture of hills at some hour, which its colours say. */
  static Path picture(Path folder, String name, Color sky, Color hills) {
    BufferedImage image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setPaint(new GradientPaint(0, 0, sky, 0, 320, sky.brighter()));
    canvas.fillRect(0, 0, 320, 320);
    canvas.setPaint(new GradientPaint(0, 180, hills, 0, 320, hills.darker()));
    canvas.fillOval(-120, 180, 360, 320);
    canvas.fillOval(120, 220, 360, 280);
    canvas.dispose();
    Path file = folder.resolve(name);
    try {
      ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
