package dev.activations.docs.gallery;

import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.Halves;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The figures of each activation: computed from the library, or read from what was measured. */
final class Facts {

  private static final String RANGE = "Range";
  private static final String DERIVATIVE = "Derivative";
  private static final String GAIN = "Gain";
  private static final String COST = "Cost";
  private static final String ERROR = "Largest error measured";

  private final Accuracy accuracy;
  private final Optional<Costs> costs;

  Facts(Accuracy accuracy, Optional<Costs> costs) {
    this.accuracy = accuracy;
    this.costs = costs;
  }

  List<Fact> of(PointwiseActivation a) {
    List<Fact> facts = new ArrayList<>();
    Interval derivative = Interval.ofDerivative(a);
    facts.add(new Fact(RANGE, Interval.ofValue(a).text()));
    facts.add(new Fact(DERIVATIVE, derivative.text() + where(derivative)));
    facts.add(new Fact(GAIN, gain(a)));
    facts.add(new Fact("Mean output for N(0, 1)", mean(a)));
    cost(a.name()).ifPresent(text -> facts.add(new Fact(COST, text)));
    facts.add(new Fact(ERROR, "value " + ulp(accuracy.of(a.name(), "value")) + ", derivative "
        + ulp(accuracy.of(a.name(), "derivative"))));
    return facts;
  }

  Glance glance(PointwiseActivation a) {
    Interval derivative = Interval.ofDerivative(a);
    return new Glance(a.name(), Interval.ofValue(a).text(), Decimals.digits(derivative.highest().y(), 5), mean(a),
        gain(a), max(accuracy.of(a.name(), "value")), max(accuracy.of(a.name(), "derivative")),
        ratio(a.name(), Costs.Ratio::portable), ratio(a.name(), Costs.Ratio::vector));
  }

  /** A family with a parameter, shown for a few. */
  List<Fact> ofFamily(
      String family, String symbol, double[] parameters, DoubleFunction<PointwiseActivation> factory) {
    List<Fact> facts = new ArrayList<>();
    List<String> lowest = new ArrayList<>();
    List<String> steepest = new ArrayList<>();
    List<String> gains = new ArrayList<>();
    for (double parameter : parameters) {
      PointwiseActivation a = factory.apply(parameter);
      String before = symbol + " = " + Decimals.shortest(parameter) + ": ";
      lowest.add(before + Interval.ofValue(a).text());
      steepest.add(before + Decimals.digits(Interval.ofDerivative(a).highest().y(), 5));
      gains.add(before + gain(a));
    }
    facts.add(new Fact(RANGE, String.join("<br>", lowest)));
    facts.add(new Fact("Largest derivative", String.join("<br>", steepest)));
    facts.add(new Fact(GAIN, String.join("<br>", gains)));
    facts.add(new Fact(ERROR, "value " + ulp(accuracy.ofFamily(family, "value")) + ", derivative "
        + ulp(accuracy.ofFamily(family, "derivative")) + "; the worst of the parameters that were tried"));
    return facts;
  }

  List<Fact> of(Softmax a) {
    List<Fact> facts = new ArrayList<>();
    double steepest = 0;
    for (int i = -3_000; i <= 3_000; i++) {
      for (double[] derivatives : a.jacobian(new double[] {i / 100.0, 0})) {
        for (double d : derivatives) {
          steepest = Math.max(steepest, Math.abs(d));
        }
      }
    }
    String low = Decimals.digits(a.forward(new double[] {Double.NEGATIVE_INFINITY, 0})[0], 4);
    String high = Decimals.digits(a.forward(new double[] {0})[0], 4);
    facts.add(new Fact(RANGE, "(" + low + ", " + high + "]; "
        + (a.isLog() ? "the exponentials" : "the outputs") + " of a row add up to 1"));
    facts.add(new Fact("Largest entry of the Jacobian", Decimals.digits(steepest, 5)));
    cost(a.name()).ifPresent(text -> facts.add(new Fact(COST, text)));
    facts.add(new Fact(ERROR, "value " + ulp(accuracy.of(a.name(), "value")) + ", gradient "
        + ulp(accuracy.of(a.name(), "backward")) + " in the unit of the accuracy table"));
    return facts;
  }

  List<Fact> of(GatedActivation a) {
    List<Fact> facts = new ArrayList<>();
    PointwiseActivation gate = a.gate();
    facts.add(new Fact("Gate", link(gate.name()) + ", which is in " + Interval.ofValue(gate).text()));
    facts.add(new Fact("Joined row", a.halves() == Halves.GATE_FIRST ? "gate first" : "value first"));
    facts.add(new Fact("Derivative by the value", "the gate's value, in " + Interval.ofValue(gate).text()));
    facts.add(new Fact("Derivative by the gate",
        "the value times the gate's derivative, which is " + ofInterval(Interval.ofDerivative(gate).text())));
    facts.add(new Fact(GAIN, gain(gate)
        + ", that of the gate: the product keeps its variance if gate and value are independent"));
    cost(a.name()).ifPresent(text -> facts.add(new Fact(COST, text)));
    facts.add(new Fact(ERROR, "that of the gate, value " + ulp(accuracy.of(gate.name(), "value")) + ", derivative "
        + ulp(accuracy.of(gate.name(), "derivative")) + ", and one rounding for each multiplication"));
    return facts;
  }

  /** The largest error of the values in ulp. */
  double valueUlp(String name) {
    return accuracy.of(name, "value").max();
  }

  /** The largest error of the derivatives in ulp. */
  double derivativeUlp(String name) {
    return accuracy.of(name, "derivative").max();
  }

  private Optional<String> cost(String name) {
    return costs.map(found -> ratio(name, Costs.Ratio::portable) + "\u00a0ReLU on the portable kernels, "
        + ratio(name, Costs.Ratio::vector) + "\u00a0ReLU with the Vector API");
  }

  private String ratio(String name, ToDoubleFunction<Costs.Ratio> backend) {
    return costs.map(found -> Decimals.fixed(backend.applyAsDouble(found.of(name)), 1) + "\u00a0×").orElse("");
  }

  private static String where(Interval derivative) {
    Extreme lowest = derivative.lowest();
    Extreme highest = derivative.highest();
    String text = highest.single() && highest.x() < 14 ? "; largest at x = " + Decimals.rounded(highest.x(), 4) : "";
    return lowest.single() && lowest.x() > -14 && lowest.y() < 0
        ? text + ", lowest at x = " + Decimals.rounded(lowest.x(), 4) : text;
  }

  private static String ofInterval(String text) {
    return text.contains(" or ") ? text : "in " + text;
  }

  private static String gain(PointwiseActivation a) {
    return Decimals.digits(Initializers.gain(a), 6);
  }

  private static String mean(PointwiseActivation a) {
    return Decimals.rounded(Normal.mean(a), 5);
  }

  private static String ulp(Accuracy.Row row) {
    return max(row) + " ulp";
  }

  private static String max(Accuracy.Row row) {
    return Decimals.rounded(row.max(), 2);
  }

  private static String link(String name) {
    Activations.byName(name);
    return "<a href=\"#" + name + "\">" + name + "</a>";
  }
}
