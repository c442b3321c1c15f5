package dev.activations.accuracy;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import dev.activations.accuracy.ExactFunctions.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A pointwise activation as the references know it: two independent references for value and derivative, the
 * exact results at NaN, ±∞ and ±0, and where its points are to lie.
 */
final class FunctionCase {
  /** One side of a case: the value or the derivative. */
  static final class Side {
    private final Function<BigDecimal, Exact> exact;
    private final DoubleFunction<FastResult> fast;
    private final DoubleUnaryOperator special;

    private Side(
        Function<BigDecimal, Exact> exact, DoubleFunction<FastResult> fast, DoubleUnaryOperator special) {
      this.exact = exact;
      this.fast = fast;
      this.special = special;
    }

    /** The result to 50 digits and more, at a finite x. */
    Exact exact(BigDecimal x) {
      return exact.apply(x);
    }

    /** The result in double-double, at a finite x that isn't zero. */
    FastResult fast(double x) {
      return fast.apply(x);
    }

    /** The error of {@code got} in ulp against the double-double reference. */
    double error(double x, double got) {
      if (isSpecial(x)) {
        return Ulp.identical(got, special(x));
      }
      FastResult want = fast.apply(x);
      return cancels(Math.abs(want.hi()), want.summand())
          ? Ulp.error(got, want.hi(), want.lo(), want.exponent(), want.summand())
          : Ulp.error(got, want.hi(), want.lo(), want.exponent());
    }

    /** The error of {@code got} in ulp against 50 digits and more. */
    double exactError(double x, double got) {
      if (isSpecial(x)) {
        return Ulp.identical(got, special(x));
      }
      Exact want = exact.apply(new BigDecimal(x));
      return cancels(want) ? Ulp.error(got, want.value(), want.summand()) : Ulp.error(got, want.value());
    }

    /** The double nearest to the exact result; a zero has the sign of what it stands for. */
    double nearest(double x) {
      if (isSpecial(x)) {
        return special(x);
      }
      double nearest = exact.apply(new BigDecimal(x)).value().doubleValue();
      return nearest == 0 ? Math.copySign(0.0, fast.apply(x).hi()) : nearest;
    }

    /** The difference of the two references in ulp, at a finite x that isn't zero. */
    double discrepancy(double x) {
      FastResult fast = fast(x);
      Exact exact = exact(new BigDecimal(x));
      return Ulp.difference(fast.toBigDecimal(), exact.value(), cancels(exact) ? exact.summand() : exact.value());
    }

    /** The exact result at a special x. */
    double special(double x) {
      return special.applyAsDouble(x);
    }
  }

  /** Digits of the exact side. */
  static final HighPrecision PRECISION = new HighPrecision(55);
  private static final ExactFunctions EXACT = new ExactFunctions(PRECISION);

  /** A derivative is near its zero, and its largest summand gives the unit, where it is below half that summand. */
  private static final double CANCELLATION = 0.5;
  private static final BigDecimal EXACT_CANCELLATION = BigDecimal.valueOf(CANCELLATION);

  private final String name;
  private final Supplier<PointwiseActivation> activation;
  private final Side value;
  private final Side derivative;
  private final double derivativeZero;
  private final double[][] regions;

  private FunctionCase(
      String name, Supplier<PointwiseActivation> activation, Side value, Side derivative, double derivativeZero,
      double[]... regions) {
    this.name = name;
    this.activation = activation;
    this.value = value;
    this.derivative = derivative;
    this.derivativeZero = derivativeZero;
    this.regions = regions;
  }

  /** NaN, ±∞ and ±0: the arguments whose results are stated, not computed. */
  static boolean isSpecial(double x) {
    return Double.isNaN(x) || Double.isInfinite(x) || x == 0;
  }

  private static boolean cancels(double size, double summand) {
    return size < CANCELLATION * summand;
  }

  private static boolean cancels(Exact result) {
    return result.value().abs().compareTo(result.summand().multiply(EXACT_CANCELLATION)) < 0;
  }

  /** The name in reports; parameters are written as Java writes them. */
  String name() {
    return name;
  }

  /** What is measured. */
  PointwiseActivation activation() {
    return activation.get();
  }

  @Override
  public String toString() {
    return name;
  }

  Side value() {
    return value;
  }

  Side derivative() {
    return derivative;
  }

  /** The double nearest to the derivative's zero, NaN if it has none. */
  double derivativeZero() {
    return derivativeZero;
  }

  /** Intervals where results leave the normal range or change their form, and round the derivative's zero. */
  double[][] regions() {
    return regions.clone();
  }

  /** Every registered pointwise activation, and the parameters worth a test. */
  static List<FunctionCase> all() {
    List<FunctionCase> all = new ArrayList<>();
    all.add(new FunctionCase(
        "sigmoid", () -> Activations.SIGMOID,
        new Side(x -> Exact.of(EXACT.sigmoid(x)), FastReference::sigmoid, x -> limit(x, 0, 0.5, 0.5, 1)),
        new Side(
            x -> Exact.of(EXACT.sigmoidDerivative(x)), FastReference::sigmoidDerivative,
            x -> limit(x, 0, 0.25, 0.25, 0)),
        Double.NaN, new double[] {-760, -700}, new double[] {36, 42}, new double[] {700, 760}));
    all.add(new FunctionCase(
        "tanh", () -> Activations.TANH,
        new Side(x -> Exact.of(EXACT.tanh(x)), FastReference::tanh, x -> limit(x, -1, -0.0, 0.0, 1)),
        new Side(
            x -> Exact.of(EXACT.tanhDerivative(x)), FastReference::tanhDerivative, x -> limit(x, 0, 1, 1, 0)),
        Double.NaN, new double[] {-380, -345}, new double[] {-21, -17}, new double[] {-1, 1},
        new double[] {17, 21}, new double[] {345, 380}));
    all.add(new FunctionCase(
        "relu", () -> Activations.RELU,
        new Side(
            x -> Exact.of(x.max(BigDecimal.ZERO)),
            x -> x > 0 ? FastReference.leakyRelu(x, 0) : new FastResult(0, 0, 0, 0),
            x -> limit(x, 0, 0, 0, x)),
        new Side(
            x -> Exact.of(x.signum() > 0 ? BigDecimal.ONE : BigDecimal.ZERO),
            x -> FastReference.leakyReluDerivative(x, 0), x -> limit(x, 0, 0, 0, 1)),
        Double.NaN));
    for (double slope : new double[] {0.01, 0.2, -1.5, 0}) {
      all.add(leakyRelu(slope));
    }
    all.add(new FunctionCase(
        "gelu", () -> Activations.GELU,
        new Side(x -> Exact.of(EXACT.gelu(x)), FastReference::gelu, x -> limit(x, -0.0, -0.0, 0, x)),
        new Side(EXACT::geluDerivative, FastReference::geluDerivative, x -> limit(x, -0.0, 0.5, 0.5, 1)),
        -0.7517915246935645, new double[] {-39.5, -36}, new double[] {-0.76, -0.74}, new double[] {7, 9}));
    all.add(new FunctionCase(
        "gelu_tanh", () -> Activations.GELU_TANH,
        new Side(x -> Exact.of(EXACT.geluTanh(x)), FastReference::geluTanh, x -> limit(x, -0.0, -0.0, 0, x)),
        new Side(EXACT::geluTanhDerivative, FastReference::geluTanhDerivative, x -> limit(x, -0.0, 0.5, 0.5, 1)),
        -0.7524614220710163, new double[] {-22.5, -20.5}, new double[] {-0.76, -0.74}, new double[] {6.5, 8.5}));
    all.add(swish(1, "silu"));
    for (double beta : new double[] {1.5, -0.7, 1e-3, 0, 1e10}) {
      all.add(swish(beta));
    }
    return all;
  }

  private static FunctionCase leakyRelu(double slope) {
    BigDecimal exactSlope = PRECISION.number(slope);
    String name = slope == 0.01 ? "leaky_relu" : "leaky_relu(" + text(slope) + ")";
    return new FunctionCase(
        name, () -> Activations.leakyRelu(slope),
        new Side(
            x -> Exact.of(EXACT.leakyRelu(x, exactSlope)), x -> FastReference.leakyRelu(x, slope),
            x -> limit(x, slope == 0 ? -0.0 : slope * x, slope * -0.0, 0, x)),
        new Side(
            x -> Exact.of(EXACT.leakyReluDerivative(x, exactSlope)), x -> FastReference.leakyReluDerivative(x, slope),
            x -> limit(x, slope, slope, slope, 1)),
        Double.NaN);
  }

  /** Of any β. */
  static FunctionCase swish(double beta) {
    return swish(beta, "swish(" + text(beta) + ")");
  }

  private static FunctionCase swish(double beta, String name) {
    BigDecimal exactBeta = PRECISION.number(beta);
    double zero = -1.2784645427610737 / beta;
    // The regions of βx, divided by β; none for β = 0, where σ is constant.
    double[][] scaled = beta == 0 ? new double[0][] : new double[][] {
      {-765 / beta, -700 / beta}, {-1.29 / beta, -1.27 / beta}, {-40 / beta, 40 / beta}
    };
    return new FunctionCase(
        name, () -> Activations.swish(beta),
        new Side(
            x -> Exact.of(EXACT.swish(x, exactBeta)), x -> FastReference.swish(x, beta),
            x -> limit(x, beta > 0 ? -0.0 : x, -0.0, 0, beta < 0 ? 0 : x)),
        new Side(
            x -> EXACT.swishDerivative(x, exactBeta), x -> FastReference.swishDerivative(x, beta),
            x -> beta == 0 ? limit(x, 0.5, 0.5, 0.5, 0.5)
                : beta > 0 ? limit(x, -0.0, 0.5, 0.5, 1) : limit(x, 1, 0.5, 0.5, -0.0)),
        beta == 0 ? Double.NaN : zero, scaled);
  }

  /** 1.5, 0, 1.0E10 …: whole numbers without a fraction. */
  private static String text(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e7 ? Long.toString((long) x) : Double.toString(x);
  }

  private static double limit(double x, double minusInfinity, double minusZero, double plusZero, double infinity) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x == 0) {
      return 1 / x < 0 ? minusZero : plusZero;
    }
    return x < 0 ? minusInfinity : infinity;
  }
}
