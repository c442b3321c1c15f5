package dev.activations.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.analysis.function.Tanh;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * What people use instead: the textbook's formulas on {@link Math}, and what Commons Math, Commons Numbers and Jafama
 * have of the functions or of their inner parts. Searched twice, where activations mostly lie and everywhere.
 */
final class OtherSubjects {
  /** Where activations mostly lie. */
  static final double NEAR = 5;
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final String TEXTBOOK = "textbook";
  private static final String COMMONS_MATH = "Commons Math";
  private static final String JAFAMA = "Jafama";

  private final List<Subject> subjects = new ArrayList<>();

  private OtherSubjects() {}

  static List<Subject> all() {
    OtherSubjects all = new OtherSubjects();
    all.addExponentials(TEXTBOOK, Math::exp, Math::log, Math::tanh);
    all.addExponentials(
        JAFAMA, net.jafama.FastMath::exp, net.jafama.FastMath::log, net.jafama.FastMath::tanh);
    all.addCommonsMath();
    all.addGelu("Commons Numbers (1 + erf)", x -> 0.5 * (1 + Erf.value(x * ROOT_HALF)));
    all.addGelu("Commons Numbers (erfc)", x -> 0.5 * Erfc.value(-x * ROOT_HALF));
    all.addGelu(
        "Commons Math (1 + erf)", x -> 0.5 * (1 + org.apache.commons.math3.special.Erf.erf(x * ROOT_HALF)));
    all.addGelu("Commons Math (erfc)", x -> 0.5 * org.apache.commons.math3.special.Erf.erfc(-x * ROOT_HALF));
    return List.copyOf(all.subjects);
  }

  private void addExponentials(
      String by, DoubleUnaryOperator exp, DoubleUnaryOperator log, DoubleUnaryOperator tanh) {
    TextbookFormulas formulas = new TextbookFormulas(exp, log, tanh);
    add(by, "sigmoid", formulas::sigmoid, formulas::sigmoidDerivative);
    add(by, "tanh", tanh, formulas::tanhDerivative);
    add(by, "gelu_tanh", formulas::geluTanh, formulas::geluTanhDerivative);
    add(by, "silu", x -> formulas.swish(x, 1), x -> formulas.swishDerivative(x, 1));
    add(by, "swish(1.5)", x -> formulas.swish(x, 1.5), x -> formulas.swishDerivative(x, 1.5));
    addRows(by, false, (x, g) -> formulas.softmax(x), formulas::softmaxBackward);
    addRows(by, true, (x, g) -> formulas.logSoftmax(x), formulas::logSoftmaxBackward);
  }

  private void addCommonsMath() {
    Sigmoid sigmoid = new Sigmoid();
    Tanh tanh = new Tanh();
    add(COMMONS_MATH, "sigmoid", sigmoid::value, x -> derivative(sigmoid, x));
    add(COMMONS_MATH, "tanh", tanh::value, x -> derivative(tanh, x));
  }

  private static double derivative(UnivariateDifferentiableFunction f, double x) {
    return f.value(new DerivativeStructure(1, 1, 0, x)).getPartialDerivative(1);
  }

  private void addGelu(String by, DoubleUnaryOperator distribution) {
    TextbookFormulas formulas = new TextbookFormulas(Math::exp, Math::log, Math::tanh);
    add(
        by, "gelu", x -> x * distribution.applyAsDouble(x),
        x -> formulas.geluDerivative(x, distribution.applyAsDouble(x)));
  }

  private void add(String by, String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    FunctionCase function = FunctionCase.all().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    for (double reach : new double[] {NEAR, Double.POSITIVE_INFINITY}) {
      subjects.add(new PointSubject(by, function, false, reach, value));
      subjects.add(new PointSubject(by, function, true, reach, derivative));
    }
  }

  private void addRows(
      String by, boolean isLog, RowSubject.Implementation value, RowSubject.Implementation backward) {
    SoftmaxCase function = new SoftmaxCase(isLog, 1);
    for (double reach : new double[] {NEAR, Double.POSITIVE_INFINITY}) {
      subjects.add(new RowSubject(by, function, false, reach, value));
      subjects.add(new RowSubject(by, function, true, reach, backward));
    }
  }
}
