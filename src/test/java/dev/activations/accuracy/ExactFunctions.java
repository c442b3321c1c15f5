package dev.activations.accuracy;

import java.math.BigDecimal;

/**
 * The pointwise activations and their derivatives in x, to the digits of a {@link HighPrecision}, for every finite
 * double. NaN, infinities and the sign of a zero are the business of {@link FunctionCase}.
 *
 * <p>A derivative comes with its largest summand where it is a sum of both signs; elsewhere the summand is the
 * value itself.
 */
final class ExactFunctions {
  /** A value, and the size of the largest summand it was formed from. */
  record Exact(BigDecimal value, BigDecimal summand) {
    static Exact of(BigDecimal value) {
      return new Exact(value, value.abs());
    }
  }

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal CUBIC = new BigDecimal("0.044715");

  private final HighPrecision p;
  private final BigDecimal rootTwoOverPi;

  ExactFunctions(HighPrecision precision) {
    p = precision;
    rootTwoOverPi = p.over(TWO, p.pi()).sqrt(p.context());
  }

  // Each function takes a BigDecimal: differences in high precision need arguments between the doubles.

  /** 1/(1+e^-x). */
  BigDecimal sigmoid(BigDecimal x) {
    BigDecimal e = p.exp(x.abs().negate());
    return p.over(x.signum() < 0 ? e : BigDecimal.ONE, p.plus(BigDecimal.ONE, e));
  }

  /** σ(x)·σ(-x). */
  BigDecimal sigmoidDerivative(BigDecimal x) {
    return p.times(sigmoid(x), sigmoid(x.negate()));
  }

  /** (e^2x - 1)/(e^2x + 1), taken from -|x| so that the exponential never overflows. */
  BigDecimal tanh(BigDecimal x) {
    BigDecimal e = p.expm1(x.abs().multiply(TWO).negate());
    BigDecimal t = p.over(e.negate(), p.plus(e, TWO));
    return x.signum() < 0 ? t.negate() : t;
  }

  /** 1 - tanh² = 4σ(2x)σ(-2x). */
  BigDecimal tanhDerivative(BigDecimal x) {
    return sigmoidDerivative(x.multiply(TWO)).multiply(BigDecimal.valueOf(4));
  }

  BigDecimal leakyRelu(BigDecimal x, BigDecimal slope) {
    return x.signum() > 0 ? x : p.times(x, slope);
  }

  BigDecimal leakyReluDerivative(BigDecimal x, BigDecimal slope) {
    return x.signum() > 0 ? BigDecimal.ONE : slope;
  }

  /** x·σ(βx). */
  BigDecimal swish(BigDecimal x, BigDecimal beta) {
    return p.times(x, sigmoid(p.times(x, beta)));
  }

  /** σ(z) + z·σ(z)·σ(-z) with z = βx. */
  Exact swishDerivative(BigDecimal x, BigDecimal beta) {
    BigDecimal z = p.times(x, beta);
    return sigmoidPlus(z, z);
  }

  /** x·Φ(x); for x < 0 with Φ(x) = φ(x)·R(-x), for x ≥ 0 with Φ(x) = 1 - φ(x)·R(x), R the Mills ratio. */
  BigDecimal gelu(BigDecimal x) {
    return p.times(x, normalDistribution(x));
  }

  /** Φ(x) + x·φ(x). */
  Exact geluDerivative(BigDecimal x) {
    return sum(normalDistribution(x), p.times(x, p.normalDensity(x)));
  }

  BigDecimal normalDistribution(BigDecimal x) {
    BigDecimal tail = p.times(p.normalDensity(x), p.mills(x.abs()));
    return x.signum() < 0 ? tail : p.plus(BigDecimal.ONE, tail.negate());
  }

  /** 0.5x(1+tanh(u)) = x·σ(2u) with u = √(2/π)·(x + 0.044715x³). */
  BigDecimal geluTanh(BigDecimal x) {
    return p.times(x, sigmoid(twoU(x)));
  }

  /** σ(2u) + x·(2u)'·σ(2u)·σ(-2u). */
  Exact geluTanhDerivative(BigDecimal x) {
    BigDecimal square = p.times(x, x);
    BigDecimal factor = p.plus(BigDecimal.ONE, square.multiply(CUBIC).multiply(BigDecimal.valueOf(3)));
    return sigmoidPlus(twoU(x), p.times(p.times(x, factor), rootTwoOverPi.multiply(TWO)));
  }

  private BigDecimal twoU(BigDecimal x) {
    BigDecimal cubic = p.plus(BigDecimal.ONE, p.times(p.times(x, x), CUBIC));
    return p.times(p.times(x, cubic), rootTwoOverPi.multiply(TWO));
  }

  /** σ(z) + v·σ(z)·σ(-z). */
  private Exact sigmoidPlus(BigDecimal z, BigDecimal v) {
    BigDecimal sigmoid = sigmoid(z);
    return sum(sigmoid, p.times(v, p.times(sigmoid, sigmoid(z.negate()))));
  }

  private Exact sum(BigDecimal a, BigDecimal b) {
    BigDecimal value = p.plus(a, b);
    return new Exact(value, a.signum() == b.signum() ? value.abs() : a.abs().max(b.abs()));
  }
}
