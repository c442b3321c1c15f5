package dev.activations.accuracy;

import java.math.BigDecimal;

/**
 * The pointwise activations and their derivatives in double-double arithmetic, for every finite double: about
 * 2<sup>-95</sup> of the value (of the largest summand for derivatives with a zero), at a microsecond or less.
 *
 * <p>Tables come from {@link HighPrecision}. {@link FastReferenceTest} and {@link AccuracyCommand} hold every
 * function here to {@link ExactFunctions}.
 */
final class FastReference {
  /**
   * {@code (hi + lo)·2^exponent}, nothing lost to under- or overflow, and the size of the largest summand in the
   * same unit. Below 2<sup>-1100</sup> the sign is right and the size is not.
   */
  record Result(double hi, double lo, int exponent, double summand) {
    static Result of(DoubleDouble x, int exponent) {
      return new Result(x.hi(), x.lo(), exponent, Math.abs(x.hi()));
    }

    static Result of(DoubleDouble x, int exponent, double summand) {
      return new Result(x.hi(), x.lo(), exponent, summand);
    }

    BigDecimal toBigDecimal() {
      BigDecimal sum = new BigDecimal(hi).add(new BigDecimal(lo));
      BigDecimal power = new BigDecimal(java.math.BigInteger.ONE.shiftLeft(Math.abs(exponent)));
      return exponent < 0 ? sum.divide(power, new java.math.MathContext(50)) : sum.multiply(power);
    }
  }

  /** {@code m·2^exponent}. */
  private record Scaled(DoubleDouble m, int exponent) {}

  /** σ(|z|) = big and σ(-|z|) = small·2^exponent. */
  private record Logistic(DoubleDouble big, DoubleDouble small, int exponent) {}

  /** Beyond this size of z, e^-|z| times any power product of doubles that occurs is below 2^-1100. */
  private static final double MAX_EXP = 4000;
  /** φ(40)·R(40) < 2^-1160: GELU at -40 and its derivative are below 2^-1100, and Φ(40) is 1 to 1160 bits. */
  private static final double MAX_NORMAL = 40;
  /** σ(2u) at |x| = 100 has |2u| > 7000, past {@link #MAX_EXP}. */
  private static final double MAX_GELU_TANH = 100;
  /** Quantities below 2^-200 added to a 1 change nothing. */
  private static final int NEGLIGIBLE = -200;

  private static final Result MINUS_TINY = new Result(-1, 0, -2000, 1);

  private static final int EXP_STEPS = 64;
  private static final int EXP_DEGREE = 11;
  private static final int MILLS_STEPS = 8;
  private static final int MILLS_DEGREE = 24;

  private static final DoubleDouble[] EXP_TABLE = new DoubleDouble[EXP_STEPS];
  private static final DoubleDouble[] INVERSE_FACTORIAL = new DoubleDouble[EXP_DEGREE + 1];
  private static final DoubleDouble[][] MILLS = new DoubleDouble[(int) MAX_NORMAL * MILLS_STEPS + 1][];
  /** ln(2)/64 in three parts; the first two have 32 bits, so that their products with n are exact. */
  private static final double STEP_1;
  private static final double STEP_2;
  private static final double STEP_3;
  private static final double STEPS_PER_UNIT;
  private static final DoubleDouble INVERSE_ROOT_TWO_PI;
  private static final DoubleDouble GELU_TANH_1;
  private static final DoubleDouble GELU_TANH_3;

  static {
    HighPrecision p = new HighPrecision(100);
    BigDecimal step = p.over(p.log1p(BigDecimal.ONE), BigDecimal.valueOf(EXP_STEPS));
    STEP_1 = leading32Bits(step);
    STEP_2 = leading32Bits(step.subtract(new BigDecimal(STEP_1)));
    STEP_3 = step.subtract(new BigDecimal(STEP_1)).subtract(new BigDecimal(STEP_2)).doubleValue();
    STEPS_PER_UNIT = BigDecimal.ONE.divide(step, p.context()).doubleValue();
    for (int j = 0; j < EXP_STEPS; j++) {
      EXP_TABLE[j] = DoubleDouble.of(p.exp(step.multiply(BigDecimal.valueOf(j))));
    }
    BigDecimal factorial = BigDecimal.ONE;
    for (int n = 1; n <= EXP_DEGREE; n++) {
      factorial = factorial.multiply(BigDecimal.valueOf(n));
      INVERSE_FACTORIAL[n] = DoubleDouble.of(p.over(BigDecimal.ONE, factorial));
    }
    BigDecimal rootTwoPi = p.pi().multiply(BigDecimal.valueOf(2)).sqrt(p.context());
    INVERSE_ROOT_TWO_PI = DoubleDouble.of(p.over(BigDecimal.ONE, rootTwoPi));
    BigDecimal slope = p.over(BigDecimal.valueOf(4), rootTwoPi);
    GELU_TANH_1 = DoubleDouble.of(slope);
    GELU_TANH_3 = DoubleDouble.of(slope.multiply(new BigDecimal("0.044715")));
    for (int i = 0; i < MILLS.length; i++) {
      MILLS[i] = millsCoefficients(p, BigDecimal.valueOf(i).divide(BigDecimal.valueOf(MILLS_STEPS)));
    }
  }

  private FastReference() {}

  private static double leading32Bits(BigDecimal x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x.doubleValue()) & -1L << 21);
  }

  /**
   * Taylor coefficients of the Mills ratio at t: R' = tR - 1, R'' = tR' + R, …, R^(n+1) = tR^(n) + nR^(n-1). The
   * recurrence cancels (R^(n) ≈ n!/t^(n+1) from terms n!/t^(n-1)), 3 digits a step at 40, 77 in all, of 125.
   */
  private static DoubleDouble[] millsCoefficients(HighPrecision p, BigDecimal t) {
    BigDecimal[] c = new BigDecimal[MILLS_DEGREE + 1];
    c[0] = p.mills(t);
    c[1] = p.plus(p.times(t, c[0]), BigDecimal.ONE.negate());
    for (int n = 1; n < MILLS_DEGREE; n++) {
      c[n + 1] = p.over(p.plus(p.times(t, c[n]), c[n - 1]), BigDecimal.valueOf(n + 1));
    }
    DoubleDouble[] rounded = new DoubleDouble[c.length];
    for (int n = 0; n < c.length; n++) {
      rounded[n] = DoubleDouble.of(c[n]);
    }
    return rounded;
  }

  /** e^z, |z| ≤ 4000: z = n·ln(2)/64 + r, |r| ≤ ln(2)/128, Taylor in r. */
  private static Scaled exp(DoubleDouble z) {
    double n = Math.rint(z.hi() * STEPS_PER_UNIT);
    DoubleDouble m = EXP_TABLE[(int) n & EXP_STEPS - 1];
    return new Scaled(m.plus(m.times(expm1(residual(z, n)))), (int) n >> 6);
  }

  private static DoubleDouble residual(DoubleDouble z, double n) {
    return z.plus(-n * STEP_1).plus(-n * STEP_2).minus(DoubleDouble.product(n, STEP_3));
  }

  private static DoubleDouble expm1(DoubleDouble r) {
    DoubleDouble q = INVERSE_FACTORIAL[EXP_DEGREE];
    for (int n = EXP_DEGREE - 1; n >= 1; n--) {
      q = q.times(r).plus(INVERSE_FACTORIAL[n]);
    }
    return q.times(r);
  }

  private static Logistic logistic(DoubleDouble z) {
    DoubleDouble a = z.hi() < 0 ? z.negated() : z;
    // Also for an infinite product, whose low part is NaN.
    Scaled e = exp(a.hi() < MAX_EXP ? a.negated() : DoubleDouble.of(-MAX_EXP));
    DoubleDouble sum = e.exponent < NEGLIGIBLE ? DoubleDouble.ONE : e.m.scaled(e.exponent).plus(1);
    return new Logistic(DoubleDouble.ONE.over(sum), e.m.over(sum), e.exponent);
  }

  /** x·f·2^exponent with x's own exponent set aside, so that no subnormal rounds. */
  private static Result product(double x, DoubleDouble f, int exponent) {
    if (x == 0) {
      return new Result(x, 0, 0, 0);
    }
    double scaled = Math.abs(x) < 0x1p-900 ? x * 0x1p900 : x;
    int e = Math.getExponent(scaled);
    int total = exponent + e - (scaled == x ? 0 : 900);
    return Result.of(f.times(Math.scalb(scaled, -e)), total);
  }

  private static Result timesSigmoid(double x, DoubleDouble z) {
    Logistic s = logistic(z);
    return z.hi() < 0 ? product(x, s.small, s.exponent) : product(x, s.big, 0);
  }

  /** σ(z) + v·σ(z)·σ(-z), v and z of one sign. */
  private static Result sigmoidPlus(DoubleDouble z, DoubleDouble v) {
    Logistic s = logistic(z);
    if (z.hi() < 0) {
      DoubleDouble second = v.times(s.big);
      double summand = s.small.hi() * Math.max(1, Math.abs(second.hi()));
      return Result.of(s.small.times(second.plus(1)), s.exponent, summand);
    }
    if (s.exponent < NEGLIGIBLE) {
      return Result.of(s.big, 0);
    }
    DoubleDouble second = v.times(s.small.scaled(s.exponent));
    return Result.of(s.big.times(second.plus(1)), 0);
  }

  static Result sigmoid(double x) {
    return timesSigmoid(1, DoubleDouble.of(x));
  }

  static Result sigmoidDerivative(double x) {
    Logistic s = logistic(DoubleDouble.of(x));
    return Result.of(s.big.times(s.small), s.exponent);
  }

  /** -expm1(-2|x|)/(2 + expm1(-2|x|)); below 2^-30 x - x³/3, right to x⁴. */
  static Result tanh(double x) {
    double a = Math.abs(x);
    if (a < 0x1p-30) {
      Result r = product(x, DoubleDouble.ONE, 0);
      return new Result(r.hi, -r.hi * (x * x / 3), r.exponent, Math.abs(r.hi));
    }
    double z = Math.max(-2 * a, -MAX_EXP);
    double n = Math.rint(z * STEPS_PER_UNIT);
    DoubleDouble e;
    if (n == 0) {
      e = expm1(DoubleDouble.of(z));
    } else {
      Scaled s = exp(DoubleDouble.of(z));
      e = s.exponent < NEGLIGIBLE ? DoubleDouble.of(-1) : s.m.scaled(s.exponent).plus(-1);
    }
    DoubleDouble t = e.over(e.plus(2));
    return Result.of(x < 0 ? t : t.negated(), 0);
  }

  /** 4σ(2x)σ(-2x). */
  static Result tanhDerivative(double x) {
    Logistic s = logistic(DoubleDouble.of(2 * x));
    return Result.of(s.big.times(s.small), s.exponent + 2);
  }

  static Result leakyRelu(double x, double slope) {
    if (x > 0) {
      return product(x, DoubleDouble.ONE, 0);
    }
    // A zero keeps the sign of the IEEE product.
    return slope == 0 ? new Result(x * slope, 0, 0, 0) : product(x, DoubleDouble.of(slope), 0);
  }

  static Result leakyReluDerivative(double x, double slope) {
    return Result.of(DoubleDouble.of(x > 0 ? 1 : slope), 0);
  }

  static Result swish(double x, double beta) {
    return timesSigmoid(x, DoubleDouble.product(x, beta));
  }

  static Result swishDerivative(double x, double beta) {
    DoubleDouble z = DoubleDouble.product(x, beta);
    DoubleDouble clamped = Math.abs(z.hi()) < MAX_EXP ? z : DoubleDouble.of(Math.copySign(MAX_EXP, z.hi()));
    return sigmoidPlus(clamped, clamped);
  }

  private static DoubleDouble mills(double t) {
    double i = Math.rint(t * MILLS_STEPS);
    double h = t - i / MILLS_STEPS;
    DoubleDouble[] c = MILLS[(int) i];
    DoubleDouble r = c[MILLS_DEGREE];
    for (int n = MILLS_DEGREE - 1; n >= 0; n--) {
      r = r.times(h).plus(c[n]);
    }
    return r;
  }

  private static Scaled normalDensity(double t) {
    Scaled e = exp(DoubleDouble.product(t, -0.5 * t));
    return new Scaled(e.m.times(INVERSE_ROOT_TWO_PI), e.exponent);
  }

  static Result gelu(double x) {
    double t = Math.abs(x);
    if (t >= MAX_NORMAL) {
      return x > 0 ? product(x, DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    Scaled density = normalDensity(t);
    DoubleDouble tail = density.m.times(mills(t));
    return x < 0
        ? product(x, tail, density.exponent)
        : product(x, tail.negated().scaled(Math.max(density.exponent, NEGLIGIBLE)).plus(1), 0);
  }

  static Result geluDerivative(double x) {
    double t = Math.abs(x);
    if (t >= MAX_NORMAL) {
      return x > 0 ? Result.of(DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    Scaled density = normalDensity(t);
    DoubleDouble mills = mills(t);
    // Φ + xφ is φ(R - t) at -t and 1 - φ(R - t) at t.
    DoubleDouble difference = density.m.times(mills.plus(-t));
    return x < 0
        ? Result.of(difference, density.exponent, density.m.hi() * Math.max(mills.hi(), t))
        : Result.of(difference.negated().scaled(Math.max(density.exponent, NEGLIGIBLE)).plus(1), 0);
  }

  static Result geluTanh(double x) {
    if (Math.abs(x) >= MAX_GELU_TANH) {
      return x > 0 ? product(x, DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    DoubleDouble square = DoubleDouble.product(x, x);
    return timesSigmoid(x, square.times(GELU_TANH_3).plus(GELU_TANH_1).times(x));
  }

  static Result geluTanhDerivative(double x) {
    if (Math.abs(x) >= MAX_GELU_TANH) {
      return x > 0 ? Result.of(DoubleDouble.ONE, 0) : MINUS_TINY;
    }
    DoubleDouble cubic = DoubleDouble.product(x, x).times(GELU_TANH_3);
    return sigmoidPlus(cubic.plus(GELU_TANH_1).times(x), cubic.times(3).plus(GELU_TANH_1).times(x));
  }
}
