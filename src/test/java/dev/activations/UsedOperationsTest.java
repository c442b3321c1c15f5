package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The kernels use no operation of the Vector API that was not used when they were loaded: a new one would make the Vector API's own code slow to
 * inline, and with it other kernels up to five times as slow (JDK 17).
 */
@Tag("vector")
class UsedOperationsTest {

  @Test
  void noOperationIsNewAfterTheKernelsAreLoaded() throws Exception {
    Path classes = Path.of(Activations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String path = classes + File.pathSeparator + classes.resolveSibling("test-classes");
    List<String> command = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
        "--add-opens", "jdk.incubator.vector/jdk.incubator.vector=ALL-UNNAMED", "-cp", path, UsedOperations.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("vector: [1-9][0-9]* operations at first, later \\[\\]");
  }
}
