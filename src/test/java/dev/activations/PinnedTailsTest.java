package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits where results near the subnormal numbers: narrow ranges, to which the points of {@link PinnedHash} seldom come. A
 * checksum over values and derivatives at 2 000 points from {@code from} to {@code to}. Changes only with a formula.
 */
class PinnedTailsTest {
  private static final int POINTS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "sigmoid, -708, -746, 5ead9810",
    "sigmoid, 354, 709, f5dbeab9",
    "tanh, 177, 373, 1b3e8f12",
    "gelu, -37, -37.6, 2f91300f",
    "gelu, -37.5, -38.6, 20851a34",
    "gelu_tanh, -20.5, -21.3, 7575bb17",
    "gelu_tanh, -16.5, -20.5, dab84aa4",
    "silu, -708, -752, 1fa112b8",
    "silu, -354, -708, 8d678339",
    "swish(1.5), -472, -501, 29e075d0",
    "swish(1.5), -236, -472, 2157e49c",
    "swish(-0.7), 1011, 1074, 7ca913f"
  })
  void bitsOfTheTails(String name, double from, double to, String pinned) {
    PointwiseActivation f = Activations.pointwise(name);
    CRC32C sum = new CRC32C();
    byte[] bytes = new byte[Double.BYTES];
    for (int i = 0; i < POINTS; i++) {
      double x = from + (to - from) * i / POINTS;
      for (double y : new double[] {f.value(x), f.derivative(x)}) {
        long bits = Double.doubleToLongBits(y);
        for (int k = 0; k < bytes.length; k++) {
          bytes[k] = (byte) (bits >>> (8 * k));
        }
        sum.update(bytes);
      }
    }
    assertThat(Long.toHexString(sum.getValue())).as("values and derivatives of %s from %s to %s", name, from, to).isEqualTo(pinned);
  }
}
