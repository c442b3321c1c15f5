package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PinnedHashTest {

  @Test
  void outputsHaveThePinnedBits() {
    assertThat(PinnedHash.compute()).as("SHA-256 by %s", Backend.active()).isEqualTo(PinnedHash.PINNED);
  }

  @Test
  void theShortFormHasItsOwn() {
    assertThat(PinnedHash.computeShort()).as("SHA-256 by %s", Backend.active()).isEqualTo(PinnedHash.PINNED_SHORT);
  }
}
