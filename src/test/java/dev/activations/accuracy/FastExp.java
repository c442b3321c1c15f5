package dev.activations.accuracy;

import java.math.BigDecimal;

/** Exponential and logarithm in double-double, to about 2<sup>-96</sup> of the result. */
final class FastExp {
  /** {@code m·2^exponent}. */
  record Scaled(DoubleDouble m, int exponent) {
    static final Scaled ZERO = new Scaled(DoubleDouble.ZERO, 0);

    /** The number itself; what is far below the normal doubles becomes zero. */
    DoubleDouble unscaled() {
      return exponent < SMALLEST ? DoubleDouble.ZERO : m.scaled(exponent);
    }
  }

  /** Arguments of exp are at most this large; e^-4000 is below 2^-5770. */
  static final double MAX_ARGUMENT = 4000;
  /** Both parts of 1.5·2^-800 are normal. */
  private static final int SMALLEST = -800;

  private static final int STEPS = 64;
  private static final int DEGREE = 11;
  private static final DoubleDouble[] TABLE = new DoubleDouble[STEPS];
  private static final DoubleDouble[] INVERSE_FACTORIAL = new DoubleDouble[DEGREE + 1];
  /** ln(2)/64 in three parts; the first two have 32 bits, so that their products with n, 19 bits, are exact. */
  private static final double STEP_1;
  private static final double STEP_2;
  private static final double STEP_3;
  private static final double STEPS_PER_UNIT;

  static {
    HighPrecision p = new HighPrecision(60);
    BigDecimal step = p.over(p.log1p(BigDecimal.ONE), BigDecimal.valueOf(STEPS));
    STEP_1 = leading32Bits(step);
    STEP_2 = leading32Bits(step.subtract(new BigDecimal(STEP_1)));
    STEP_3 = step.subtract(new BigDecimal(STEP_1)).subtract(new BigDecimal(STEP_2)).doubleValue();
    STEPS_PER_UNIT = p.over(BigDecimal.ONE, step).doubleValue();
    for (int j = 0; j < STEPS; j++) {
      TABLE[j] = DoubleDouble.of(p.exp(step.multiply(BigDecimal.valueOf(j))));
    }
    BigDecimal factorial = BigDecimal.ONE;
    for (int n = 1; n <= DEGREE; n++) {
      factorial = factorial.multiply(BigDecimal.valueOf(n));
      INVERSE_FACTORIAL[n] = DoubleDouble.of(p.over(BigDecimal.ONE, factorial));
    }
  }

  private FastExp() {}

  private static double leading32Bits(BigDecimal x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x.doubleValue()) & -1L << 21);
  }

  /** e^z, |z| ≤ {@value #MAX_ARGUMENT}: z = n·ln(2)/64 + r, |r| ≤ ln(2)/128, Taylor in r. */
  static Scaled exp(DoubleDouble z) {
    double n = Math.rint(z.hi() * STEPS_PER_UNIT);
    DoubleDouble r = z.plus(-n * STEP_1).plus(-n * STEP_2).minus(DoubleDouble.product(n, STEP_3));
    DoubleDouble m = TABLE[(int) n & STEPS - 1];
    return new Scaled(m.plus(m.times(taylor(r))), (int) n >> 6);
  }

  /** e^z - 1 for z ≤ 0, with full relative precision as long as z is above 2^-900 in size. */
  static DoubleDouble expm1(DoubleDouble z) {
    return Math.abs(z.hi()) * STEPS_PER_UNIT < 0.5 ? taylor(z) : exp(z).unscaled().plus(-1);
  }

  private static DoubleDouble taylor(DoubleDouble r) {
    DoubleDouble q = INVERSE_FACTORIAL[DEGREE];
    for (int n = DEGREE - 1; n >= 1; n--) {
      q = q.times(r).plus(INVERSE_FACTORIAL[n]);
    }
    return q.times(r);
  }

  /** ln(1 + s), s ≥ 0 and below 2^50, with full relative precision. */
  static Scaled log1p(Scaled s) {
    if (s.exponent < -200) {
      return s;
    }
    DoubleDouble x = s.unscaled();
    if (x.hi() > 0.01) {
      // y = y0 + ln(1 + d), d = (1 + s)e^-y0 - 1 about 2^-52: two terms are enough.
      double y0 = Math.log1p(x.hi());
      DoubleDouble d = exp(DoubleDouble.of(-y0)).unscaled().times(x.plus(1)).plus(-1);
      return new Scaled(d.plus(-0.5 * d.hi() * d.hi()).plus(y0), 0);
    }
    // 2 atanh(q) = 2(q + q³/3 + …), q = s/(2 + s) < 2^-7.6: q^17/17 is below 2^-126 of it.
    DoubleDouble q = x.over(x.plus(2));
    DoubleDouble square = q.times(q);
    DoubleDouble sum = DoubleDouble.ZERO;
    for (int n = 15; n >= 1; n -= 2) {
      sum = sum.times(square).plus(DoubleDouble.ONE.over(DoubleDouble.of(n)));
    }
    return new Scaled(sum.times(q).times(2), 0);
  }
}
