package dev.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/**
 * Symmetry, range and direction of the pointwise functions. Where rounding may disturb them, by the 2 ulp of a value and the
 * 3 ulp of a derivative that are promised and no more.
 */
@Domain(Numbers.class)
class ShapePropertyTest {

  private static final int TRIES = 400;

  /** So many ulp of each of the numbers. */
  private static double slack(double ulps, double... numbers) {
    double slack = 0;
    for (double number : numbers) {
      slack += ulps * Math.ulp(number);
    }
    return slack;
  }

  @Property(tries = TRIES, seed = "1")
  void tanhIsOddToTheBit(@ForAll double x) {
    Bits.assertSame("tanh(" + -x + ")", -Activations.TANH.value(x), Activations.TANH.value(-x));
    Bits.assertSame("tanh'(" + -x + ")", Activations.TANH.derivative(x), Activations.TANH.derivative(-x));
  }

  /** relu(x) - relu(-x) = x. */
  @Property(tries = TRIES, seed = "2")
  void reluIsHalfOfTheIdentity(@ForAll double x) {
    Assume.that(!Double.isNaN(x));
    double got = Activations.RELU.value(x) - Activations.RELU.value(-x);
    assertThat(got).isEqualTo(x == 0 ? 0.0 : x);
  }

  /** x σ(x) + x σ(-x) = x, and so for Φ in place of σ; their derivatives add up to 1. */
  @Property(tries = TRIES, seed = "3")
  void theTwoSidesOfAGateAddUp(@ForAll double x) {
    Assume.that(Double.isFinite(x));
    for (PointwiseActivation f : new PointwiseActivation[] {
      Activations.SILU, Activations.GELU, Activations.GELU_TANH, Activations.swish(1.5), Activations.swish(-0.7)
    }) {
      double right = f.value(x);
      double left = f.value(-x);
      assertThat(Math.abs(right - left - x)).as(f + " at ±" + Bits.hex(x)).isLessThanOrEqualTo(slack(2.5, right, left, x));
      double slope = f.derivative(x) + f.derivative(-x);
      // Up to 1.13 in magnitude each: 3 ulp of that, twice, and the rounding of the sum.
      assertThat(Math.abs(slope - 1)).as(f + "' at ±" + Bits.hex(x)).isLessThanOrEqualTo(7 * Math.ulp(1.0));
    }
  }

  private static void assertWithin(PointwiseActivation f, double x, double low, double high, double dLow, double dHigh) {
    double y = f.value(x);
    double d = f.derivative(x);
    if (!(y >= low && y <= high)) {
      fail(f + "(" + Bits.hex(x) + ") is " + Bits.hex(y) + ", outside [" + low + ", " + high + "]");
    }
    if (!(d >= dLow && d <= dHigh)) {
      fail(f + "'(" + Bits.hex(x) + ") is " + Bits.hex(d) + ", outside [" + dLow + ", " + dHigh + "]");
    }
  }

  /** Extremes from the functions' Javadoc, with the digits that it rounds. */
  @Property(tries = TRIES, seed = "4")
  void ranges(@ForAll double x) {
    Assume.that(!Double.isNaN(x));
    double most = Double.POSITIVE_INFINITY;
    assertWithin(Activations.SIGMOID, x, 0, 1, 0, 0.25);
    assertWithin(Activations.TANH, x, -1, 1, 0, 1);
    assertWithin(Activations.RELU, x, 0, most, 0, 1);
    assertWithin(Activations.LEAKY_RELU, x, -most, most, 0.01, 1);
    assertWithin(Activations.GELU, x, -0.169971, most, -0.128905, 1.128905);
    assertWithin(Activations.GELU_TANH, x, -0.170041, most, -0.128995, 1.128995);
    assertWithin(Activations.SILU, x, -0.278465, most, -0.099843, 1.099843);
    assertWithin(Activations.swish(2), x, -0.278465 / 2, most, -0.099843, 1.099843);
    assertThat(Math.signum(Activations.TANH.value(x))).isEqualTo(Math.signum(x));
    assertThat(Activations.SIGMOID.value(x) >= 0.5).isEqualTo(x >= 0 || Activations.SIGMOID.value(x) == 0.5);
  }

  /** For a ≤ b: f(a) ≤ f(b), or at least not above it by more than both are off. */
  private static void assertRises(PointwiseActivation f, double a, double b, double ulps) {
    double low = f.value(a);
    double high = f.value(b);
    if (!(low <= high) && !(low - high <= slack(ulps, low, high))) {
      fail(f + " falls from " + Bits.hex(low) + " at " + Bits.hex(a) + " to " + Bits.hex(high) + " at " + Bits.hex(b));
    }
  }

  private static void assertDirections(double x, double y) {
    double a = Math.min(x, y);
    double b = Math.max(x, y);
    assertRises(Activations.RELU, a, b, 0);
    assertRises(Activations.LEAKY_RELU, a, b, 0);
    assertRises(Activations.leakyRelu(3), a, b, 0);
    assertRises(Activations.SIGMOID, a, b, 2);
    assertRises(Activations.TANH, a, b, 2);
    // Falls to its minimum, then rises: read from right to left, the left side rises.
    PointwiseActivation[] withMinimum = {Activations.GELU, Activations.GELU_TANH, Activations.SILU};
    double[] minima = {-0.7517915246935645, -0.7524614220710163, -1.2784645427610737};
    for (int i = 0; i < minima.length; i++) {
      if (a >= minima[i]) {
        assertRises(withMinimum[i], a, b, 2);
      } else if (b <= minima[i]) {
        assertRises(withMinimum[i], b, a, 2);
      }
    }
  }

  @Property(tries = 2 * TRIES, seed = "5")
  void directions(@ForAll double x, @ForAll double y, @ForAll long seed) {
    Assume.that(!Double.isNaN(x) && !Double.isNaN(y));
    assertDirections(x, y);
    assertDirections(x, Math.nextUp(x));
    if (Double.isFinite(x)) {
      // A step of any size beside x.
      assertDirections(x, x + Math.abs(x) * new Inputs(seed).uniform(1) * Math.scalb(1.0, -(int) (seed & 31)));
    }
  }
}
