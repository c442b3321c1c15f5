package dev.activations.benchmarks;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the guard's ratios depend on: the width of the vectors that the JVM uses, and what kind of processor it is. */
final class VectorUnits {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private VectorUnits() {}

  /** The widest vectors that the JVM uses, in bits. */
  static int bits() {
    HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return 8 * Integer.parseInt(jvm.getVMOption("MaxVectorSize").getValue());
  }

  /**
   * The width; "256x2" where units of 256 bits work on vectors of 512 in two halves: AMD's family 25 (Zen 4); "512i" for vectors of 512
   * on Intel's processors, where divisions and memory take longer beside a product than on AMD's Zen 5. What cannot be found out, as on
   * systems without that file, counts as Zen 5.
   */
  static String kind() {
    int bits = bits();
    if (bits == 512 && has("vendor_id", "GenuineIntel")) {
      return "512i";
    }
    return bits == 512 && has("vendor_id", "AuthenticAMD") && has("cpu family", "25") ? "256x2" : Integer.toString(bits);
  }

  private static boolean has(String key, String value) {
    try {
      List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
      return lines.stream().map(line -> line.split(":", 2))
          .anyMatch(parts -> parts.length == 2 && parts[0].strip().equals(key) && parts[1].strip().equals(value));
    } catch (IOException e) {
      return false;
    }
  }
}
