package dev.activations.accuracy;

import dev.activations.accuracy.FastExp.Scaled;
import java.math.BigDecimal;

/**
 * The pointwise activations and their derivatives in double-double arithmetic, for every finite double: about
 * 2<sup>-95</sup> of the value (of the largest summand for derivatives with a zero), at a microsecond or less.
 *
 * <p>Tables come from {@link HighPrecision}. {@link FastReferenceTest} and {@link AccuracyCommand} hold every
 * function here to {@link ExactFunctions}.
 */
final class FastReference {
  /** σ(|z|) = big and σ(-|z|) = small·2^exponent. */
  private record Logistic(DoubleDouble big, DoubleDouble small, int exponent) {}

  /** σ(2u) at |x| = 100 has |2u| > 7000, past {@link FastExp#MAX_ARGUMENT}. */
  private static final double MAX_GELU_TANH = 100;
  /** Quantities below 2^-200 added to a 1 change nothing. */
  private static final int NEGLIGIBLE = -200;

  /**
   * What GELU and its derivative are at -{@value FastMills#MAX_ARGUMENT} and beyond (φR < 2^-1160), and gelu_tanh
   * from -100 down.
   */
  private static final FastResult MINUS_TINY = new FastResult(-1, 0, -2000, 1);

  private static final DoubleDouble INVERSE_ROOT_TWO_PI;
  private static final DoubleDouble GELU_TANH_1;
  private static final DoubleDouble GELU_TANH_3;

  static {
    HighPrecision p = new HighPrecision(60);
    BigDecimal rootTwoPi = p.pi().multiply(BigDecimal.valueOf(2)).sqrt(p.context());
    INVERSE_ROOT_TWO_PI = DoubleDouble.of(p.over(BigDecimal.ONE, rootTwoPi));
    BigDecimal slope = p.over(BigDecimal.valueOf(4), rootTwoPi);
    GELU_TANH_1 = DoubleDouble.of(slope);
    GELU_TANH_3 = DoubleDouble.of(slope.multiply(new BigDecimal("0.044715")));
  }

  private FastReference() {}

  private static Logistic logistic(DoubleDouble z) {
    DoubleDouble a = z.hi() < 0 ? z.negated() : z;
    // Also for an infinite product, whose low part is NaN.
    Scaled e = FastExp.exp(a.hi() < FastExp.MAX_ARGUMENT ? a.negated() : DoubleDouble.of(-FastExp.MAX_ARGUMENT));
    DoubleDouble sum = e.exponent() < NEGLIGIBLE ? DoubleDouble.ONE : e.m().scaled(e.exponent()).plus(1);
    return new Logistic(DoubleDouble.ONE.over(sum), e.m().over(sum), e.exponent());
  }

  /** x·f·2^exponent with x's own exponent set aside, so that no subnormal rounds. */
  private static FastResult product(double x, DoubleDouble f, int exponent) {
    if (x == 0) {
      return new FastResult(x, 0, 0, 0);
    }
    double scaled = Math.abs(x) < 0x1p-900 ? x * 0x1p900 : x;
    int e = Math.getExponent(scaled);
    int total = exponent + e - (scaled == x ? 0 : 900);
    return FastResult.of(f.times(Math.scalb(scaled, -e)), total);
  }

  private static FastResult timesSigmoid(double x, DoubleDouble z) {
    Logistic s = logistic(z);
    return z.hi() < 0 ? product(x, s.small, s.exponent) : product(x, s.big, 0);
  }

  /** σ(z) + v·σ(z)·σ(-z), v and z of one sign. */
  private static FastResult sigmoidPlus(DoubleDouble z, DoubleDouble v) {
    Logistic s = logistic(z);
    if (z.hi() < 0) {
      DoubleDouble second = v.times(s.big);
      double summand = s.small.hi() * Math.max(1, Math.abs(second.hi()));
      return FastResult.of(s.small.times(second.plus(1)), s.exponent, summand);
    }
    if (s.exponent < NEGLIGIBLE) {
      return FastResult.of(s.big, 0);
    }
    DoubleDouble second = v.times(s.small.scaled(s.exponent));
    return FastResult.of(s.big.times(second.plus(1)), 0);
  }

  static FastResult sigmoid(double x) {
    return timesSigmoid(1, DoubleDouble.of(x));
  }

  static FastResult sigmoidDerivative(double x) {
    Logistic s = logistic(DoubleDouble.of(x));
    return FastResult.of(s.big.times(s.small), s.exponent);
  }

  /** -expm1(-2|x|)/(2 + expm1(-2|x|)); below 2^-30 x - x³/3, right to x⁴. */
  static FastResult tanh(double x) {
    double a = Math.abs(x);
    if (a < 0x1p-30) {
      FastResult r = product(x, DoubleDouble.ONE, 0);
      return new FastResult(r.hi(), -r.hi() * (x * x / 3), r.exponent(), r.summand());
    }
    DoubleDouble e = FastExp.expm1(DoubleDouble.of(Math.max(-2 * a, -FastExp.MAX_ARGUMENT)));
    DoubleDouble t = e.over(e.plus(2));
    return FastResult.of(x < 0 ? t : t.negated(), 0);
  }

  /** 4σ(2x)σ(-2x). */
  static FastResult tanhDerivative(double x) {
    Logistic s = logistic(DoubleDouble.of(2 * x));
    return FastResult.of(s.big.times(s.small), s.exponent + 2);
  }

  static FastResult leakyRelu(double x, double slope) {
    if (x > 0) {
      return product(x, DoubleDouble.ONE, 0);
    }
    // A zero keeps the sign of the IEEE product.
    return slope == 0 ? new FastResult(x * slope, 0, 0, 0) : product(x, DoubleDouble.of(slope), 0);
  }

  static FastResult leakyReluDerivative(double x, double slope) {
    return FastResult.of(DoubleDouble.of(x > 0 ? 1 : slope), 0);
  }

  static FastResult swish(double x, double beta) {
    return timesSigmoid(x, DoubleDouble.product(x, beta));
  }

  static FastResult swishDerivative(double x, double beta) {
    DoubleDouble z = DoubleDouble.product(x, beta);
    DoubleDouble clamped = Math.abs(z.hi()) < FastExp.MAX_ARGUMENT
        ? z : DoubleDouble.of(Math.copySign(FastExp.MAX_ARGUMENT, z.hi()));
    return sigmoidPlus(clamped, clamped);
  }

  private static Scaled normalDensity(double t) {
    Scaled e = FastExp.exp(DoubleDouble.product(t, -0.5 * t));
    return new Scaled(e.m().times(INVERSE_ROOT_TWO_PI), e.exponent());
  }

  static FastResult gelu(double x) {
    double t = Math.abs(x);
    if (t >= FastMills.MAX_ARGUMENT) {
      return x > 0 ? product(x, DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    Scaled density = normalDensity(t);
    DoubleDouble tail = density.m().times(FastMills.mills(t));
    return x < 0
        ? product(x, tail, density.exponent())
        : product(x, tail.negated().scaled(Math.max(density.exponent(), NEGLIGIBLE)).plus(1), 0);
  }

  static FastResult geluDerivative(double x) {
    double t = Math.abs(x);
    if (t >= FastMills.MAX_ARGUMENT) {
      return x > 0 ? FastResult.of(DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    Scaled density = normalDensity(t);
    DoubleDouble mills = FastMills.mills(t);
    // Φ + xφ is φ(R - t) at -t and 1 - φ(R - t) at t.
    DoubleDouble difference = density.m().times(mills.plus(-t));
    return x < 0
        ? FastResult.of(difference, density.exponent(), density.m().hi() * Math.max(mills.hi(), t))
        : FastResult.of(difference.negated().scaled(Math.max(density.exponent(), NEGLIGIBLE)).plus(1), 0);
  }

  static FastResult geluTanh(double x) {
    if (Math.abs(x) >= MAX_GELU_TANH) {
      return x > 0 ? product(x, DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    DoubleDouble square = DoubleDouble.product(x, x);
    return timesSigmoid(x, square.times(GELU_TANH_3).plus(GELU_TANH_1).times(x));
  }

  static FastResult geluTanhDerivative(double x) {
    if (Math.abs(x) >= MAX_GELU_TANH) {
      return x > 0 ? FastResult.of(DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    DoubleDouble cubic = DoubleDouble.product(x, x).times(GELU_TANH_3);
    return sigmoidPlus(cubic.plus(GELU_TANH_1).times(x), cubic.times(3).plus(GELU_TANH_1).times(x));
  }
}
