package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh JVM in which many threads and class loaders are first at once ends, with the same answers from all. */
class FirstUseTest {

  private static final int ROUNDS = 6;

  @TempDir
  Path folder;

  private static String place(String inside) throws URISyntaxException {
    Path root = Path.of(Activations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return root.resolveSibling(inside).toString();
  }

  @Test
  void endsWithTheSameAnswers() throws Exception {
    String classes = place("classes");
    String tests = place("test-classes");
    String backend = System.getProperty("expected.backend", Backend.active().name());
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    if (backend.equals("vector")) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    String program = FirstUse.class.getName();
    if (Activations.class.getModule().isNamed()) {
      command.addAll(List.of("-p", classes, "--patch-module", "dev.activations=" + tests, "-m", "dev.activations/" + program));
    } else {
      command.addAll(List.of("-cp", classes + File.pathSeparator + tests, program));
    }
    command.addAll(List.of(Integer.toString(ROUNDS), classes, tests));

    Path said = folder.resolve("said");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    // The program has a limit of its own and tells where it hangs; this one is for a JVM that does not even start.
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains(backend + ": " + ROUNDS + " rounds of 30 threads, 0 wrong answers");
  }
}
