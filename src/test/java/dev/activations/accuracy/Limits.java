package dev.activations.accuracy;

import java.util.Map;

/**
 * The one table of allowed errors, in ulp. The contract is 2 for values and 3 for derivatives, 8 for softmax
 * gradients in their own unit; a row is tighter where the kernel is.
 */
final class Limits {
  /** Largest error and root mean square over the points of {@link Points}. */
  record Limit(double max, double rms) {}

  /** The limits of one function. */
  record Row(Limit value, Limit derivative) {
    private static Row of(double valueMax, double valueRms, double derivativeMax, double derivativeRms) {
      return new Row(new Limit(valueMax, valueRms), new Limit(derivativeMax, derivativeRms));
    }
  }

  // @formatter:off
  private static final Map<String, Row> TABLE = Map.ofEntries(
      //                                        value max, rms   derivative max, rms
      Map.entry("sigmoid", Row.of(              2, 0.6,          3, 0.9)),
      Map.entry("tanh", Row.of(                 2, 0.6,          3, 0.9)),
      // A selection, no rounding.
      Map.entry("relu", Row.of(                 0, 0,            0, 0)),
      // One product, one selection.
      Map.entry("leaky_relu", Row.of(           0.5, 0.3,        0, 0)),
      Map.entry("gelu", Row.of(                 2, 0.6,          3, 0.9)),
      Map.entry("gelu_tanh", Row.of(            2, 0.6,          3, 0.9)),
      Map.entry("silu", Row.of(                 2, 0.6,          3, 0.9)),
      Map.entry("swish", Row.of(                2, 0.6,          3, 0.9)),
      Map.entry("softmax", Row.of(              2, 0.6,          8, 1.5)),
      Map.entry("log_softmax", Row.of(          2, 0.6,          8, 1.5)));
  // @formatter:on

  private Limits() {}

  /** The row of a name; parameters don't change it. */
  static Row of(String name) {
    int parenthesis = name.indexOf('(');
    Row row = TABLE.get(parenthesis < 0 ? name : name.substring(0, parenthesis));
    if (row == null) {
      throw new IllegalArgumentException("no limits for " + name);
    }
    return row;
  }
}
