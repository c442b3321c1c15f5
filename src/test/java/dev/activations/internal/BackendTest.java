package dev.activations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.activations.Backend;
import org.junit.jupiter.api.Test;

/** The backend that the build means to test is the one that runs: the build says which in a system property. */
class BackendTest {

  @Test
  void theExpectedBackendRuns() {
    String expected = System.getProperty("expected.backend");
    assertThat(expected).as("system property expected.backend, set by the build").isIn("portable", "vector");
    Backend active = Backend.active();
    assertThat(active.name()).as(active.toString()).isEqualTo(expected);
    assertThat(active.reason()).isNotBlank();
    assertThat(active).hasToString(expected + " (" + active.reason() + ")");
    if (expected.equals("vector")) {
      assertThat(active.vectorBits()).isGreaterThanOrEqualTo(128);
    } else {
      assertThat(active.vectorBits()).isEqualTo(64);
    }
  }
}
