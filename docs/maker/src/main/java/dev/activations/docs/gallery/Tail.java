package dev.activations.docs.gallery;

import dev.activations.Activations;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;

/**
 * Where the formula of the textbooks loses its digits. It is computed with {@link StrictMath}, which has the same bits
 * on every JDK and the faults of {@link Math}: they come from the formula.
 *
 * @param quantity what is computed: value or derivative
 * @param of what it belongs to
 * @param formula the textbook's
 * @param ours this library's
 * @param textbook the formula
 * @param inner the end of the range where the formula still works
 * @param outer the other end
 * @param tick distance of the ticks on the horizontal axis
 */
record Tail(
    String quantity, String of, String formula, DoubleUnaryOperator ours, DoubleUnaryOperator textbook,
    double inner, double outer, double tick) {

  private static final int POINTS = 40_000;

  /**
   * Every pointwise activation has an entry: its worst tail, or none where the formula is exact.
   *
   * @throws IllegalStateException if there is no entry
   */
  static Optional<Tail> of(String name) {
    return switch (name) {
      case "sigmoid" -> Optional.of(new Tail("derivative", "of sigmoid", "y (1 - y)",
          Activations.SIGMOID::derivative, Tail::sigmoidDerivative, 0, 60, 10));
      case "tanh" -> Optional.of(new Tail("derivative", "of tanh", "1 - y<sup>2</sup>",
          Activations.TANH::derivative, Tail::tanhDerivative, 0, 30, 5));
      case "gelu" -> Optional.of(new Tail("value", "of gelu", "½ x (1 + erf(x/√2))",
          Activations.GELU::value, Tail::gelu, 0, -40, 5));
      case "gelu_tanh" -> Optional.of(new Tail("value", "of gelu_tanh", "½ x (1 + tanh u)",
          Activations.GELU_TANH::value, Tail::geluTanh, 0, -22, 2));
      case "silu" -> Optional.of(new Tail("value", "of silu", "x / (1 + e<sup>-x</sup>)",
          Activations.SILU::value, Tail::silu, -680, -760, 10));
      case "relu", "leaky_relu" -> Optional.empty();
      default -> throw new IllegalStateException("state in Tail where the textbook's formula of '" + name
          + "' fails, or that it does not");
    };
  }

  /** The digits of the textbook's result that are right; no more than those of ours that surely are. */
  double textbookDigits(double x, double ulp) {
    double want = ours.applyAsDouble(x);
    double error = Math.abs(textbook.applyAsDouble(x) - want) / Math.abs(want);
    double digits = Double.isNaN(error) ? 0 : Math.max(0, -Math.log10(error));
    return Math.min(digits, ourDigits(x, ulp));
  }

  /** The digits of our result that are right if its error is at most {@code ulp}; NaN where the result is 0. */
  double ourDigits(double x, double ulp) {
    double y = Math.abs(ours.applyAsDouble(x));
    return y == 0 ? Double.NaN : Math.max(0, -Math.log10(ulp * Math.ulp(y) / y));
  }

  /** The first x from the inner end on where the textbook's result has fewer digits than this. */
  double firstBelow(double digits, double ulp) {
    for (int i = 0; i <= POINTS; i++) {
      double x = inner + (outer - inner) * i / POINTS;
      if (textbookDigits(x, ulp) < digits) {
        return x;
      }
    }
    throw new IllegalStateException("the textbook's formula keeps " + digits + " digits: " + formula);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double sigmoidDerivative(double x) {
    double y = logistic(x);
    return y * (1 - y);
  }

  private static double tanhDerivative(double x) {
    double y = StrictMath.tanh(x);
    return 1 - y * y;
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + Erf.value(x / StrictMath.sqrt(2)));
  }

  private static double geluTanh(double x) {
    return 0.5 * x * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  private static double silu(double x) {
    return x / (1 + StrictMath.exp(-x));
  }
}
