package dev.activations.accuracy;

import java.math.BigDecimal;

/**
 * An unevaluated sum of two doubles, hi the one nearest to the sum: about 106 bits. Error-free sums (Knuth) and
 * products (one fused multiply-add); products and quotients are good to a few units of 2<sup>-104</sup> as long as
 * no part leaves the normal range.
 */
record DoubleDouble(double hi, double lo) {
  static final DoubleDouble ZERO = new DoubleDouble(0, 0);
  static final DoubleDouble ONE = new DoubleDouble(1, 0);

  static DoubleDouble of(double x) {
    return new DoubleDouble(x, 0);
  }

  static DoubleDouble of(BigDecimal x) {
    double hi = x.doubleValue();
    return new DoubleDouble(hi, x.subtract(new BigDecimal(hi)).doubleValue());
  }

  /** The exact sum. */
  static DoubleDouble sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new DoubleDouble(s, (a - (s - t)) + (b - t));
  }

  /** The exact sum of a and b where |a| ≥ |b| or a is zero. */
  private static DoubleDouble ordered(double a, double b) {
    double s = a + b;
    return new DoubleDouble(s, b - (s - a));
  }

  /** The exact product, if it neither overflows nor gets near the subnormals. */
  static DoubleDouble product(double a, double b) {
    double p = a * b;
    return new DoubleDouble(p, Math.fma(a, b, -p));
  }

  DoubleDouble plus(double b) {
    DoubleDouble s = sum(hi, b);
    return ordered(s.hi, s.lo + lo);
  }

  DoubleDouble plus(DoubleDouble b) {
    DoubleDouble s = sum(hi, b.hi);
    DoubleDouble t = sum(lo, b.lo);
    DoubleDouble v = ordered(s.hi, s.lo + t.hi);
    return ordered(v.hi, v.lo + t.lo);
  }

  DoubleDouble minus(DoubleDouble b) {
    return plus(b.negated());
  }

  DoubleDouble negated() {
    return new DoubleDouble(-hi, -lo);
  }

  DoubleDouble times(double b) {
    double p = hi * b;
    return ordered(p, Math.fma(lo, b, Math.fma(hi, b, -p)));
  }

  DoubleDouble times(DoubleDouble b) {
    double p = hi * b.hi;
    double e = Math.fma(hi, b.hi, -p);
    return ordered(p, e + Math.fma(hi, b.lo, lo * b.hi));
  }

  DoubleDouble over(DoubleDouble b) {
    double q1 = hi / b.hi;
    DoubleDouble r = minus(b.times(q1));
    double q2 = r.hi / b.hi;
    r = r.minus(b.times(q2));
    return ordered(q1, q2).plus(r.hi / b.hi);
  }

  /** Times 2^n; exact as long as both parts stay normal. */
  DoubleDouble scaled(int n) {
    return new DoubleDouble(Math.scalb(hi, n), Math.scalb(lo, n));
  }

  BigDecimal toBigDecimal() {
    return new BigDecimal(hi).add(new BigDecimal(lo));
  }
}
