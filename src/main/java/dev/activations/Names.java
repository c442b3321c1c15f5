package dev.activations;

import dev.activations.internal.Kernel;
import dev.activations.internal.Kernels;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the built-in activations, and the way back.
 *
 * <pre>
 * name     := constant | family "(" number ")" | "gated(" name ")" , then optionally ";gate_first" | ";value_first"
 * constant := "sigmoid" | "relu" | "softmax" | "glu" | ...
 * family   := "leaky_relu" | "swish" | "softmax" | "log_softmax"
 * </pre>
 */
final class Names {

  private static final Pattern FORM = Pattern.compile("([a-z_]+)\\((.*)\\)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");
  private static final String GATE_FIRST = ";gate_first";
  private static final String VALUE_FIRST = ";value_first";

  /** Looked up at first use, because {@link Activations} itself uses this class while it starts. */
  private static final class Constants {
    static final Map<String, Activation> ALL = new TreeMap<>();

    static {
      for (Activation a : List.of(
          Activations.SIGMOID, Activations.TANH, Activations.RELU, Activations.LEAKY_RELU, Activations.GELU,
          Activations.GELU_TANH, Activations.SILU, Activations.SOFTMAX, Activations.LOG_SOFTMAX, Activations.GLU,
          Activations.REGLU, Activations.GEGLU, Activations.GEGLU_TANH, Activations.SWIGLU)) {
        ALL.put(a.name(), a);
      }
    }
  }

  private Names() {}

  static List<String> all() {
    return List.copyOf(Constants.ALL.keySet());
  }

  static boolean isBuiltIn(String name) {
    return find(name) != null;
  }

  /** Returns the activation, or throws an exception that lists what exists. */
  static Activation resolve(String name) {
    Activation found = find(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no activation is named '" + name + "'; there are " + String.join(", ", Constants.ALL.keySet())
              + ", and leaky_relu(slope), swish(beta), softmax(temperature), log_softmax(temperature), gated(name)");
    }
    return found;
  }

  /** Returns null where the name has no meaning; throws where its parameter is refused by the factory. */
  private static Activation find(String name) {
    Activation constant = Constants.ALL.get(name);
    if (constant != null) {
      return constant;
    }
    if (name.endsWith(GATE_FIRST)) {
      return withHalves(name, GATE_FIRST, Halves.GATE_FIRST);
    }
    if (name.endsWith(VALUE_FIRST)) {
      return withHalves(name, VALUE_FIRST, Halves.VALUE_FIRST);
    }
    Matcher form = FORM.matcher(name);
    return form.matches() ? parameterised(form.group(1), form.group(2)) : null;
  }

  private static Activation withHalves(String name, String suffix, Halves halves) {
    String rest = name.substring(0, name.length() - suffix.length());
    Activation base = rest.endsWith(GATE_FIRST) || rest.endsWith(VALUE_FIRST) ? null : find(rest);
    return base instanceof GatedActivation gated ? gated.withHalves(halves) : null;
  }

  private static Activation parameterised(String family, String argument) {
    if (family.equals("gated")) {
      // A gate is pointwise, so it is never gated itself: no name nests deeper than this.
      return !argument.startsWith("gated") && find(argument) instanceof PointwiseActivation gate
          ? Activations.gated(gate)
          : null;
    }
    if (!NUMBER.matcher(argument).matches()) {
      return null;
    }
    double number = Double.parseDouble(argument);
    return switch (family) {
      case "leaky_relu" -> Activations.leakyRelu(number);
      case "swish" -> Activations.swish(number);
      case "softmax" -> Activations.softmax(number);
      case "log_softmax" -> Activations.logSoftmax(number);
      default -> null;
    };
  }

  /**
   * Makes the kernel of a {@link BuiltIn}, whose name holds its parameter to the bit. Refuses a name that no factory gave:
   * serializers other than Java's go round the factories.
   */
  static Kernel kernel(String name, Kernels kernels) {
    resolve(name);
    int argument = name.indexOf('(') + 1;
    double parameter = argument == 0 ? 0.01 : Double.parseDouble(name.substring(argument, name.length() - 1));
    return switch (argument == 0 ? name : name.substring(0, argument - 1)) {
      case "sigmoid" -> kernels.sigmoid();
      case "tanh" -> kernels.tanh();
      case "relu" -> kernels.relu();
      case "leaky_relu" -> kernels.leakyRelu(parameter);
      case "gelu" -> kernels.gelu();
      case "gelu_tanh" -> kernels.geluTanh();
      case "silu" -> kernels.silu();
      case "swish" -> kernels.swish(parameter);
      default -> throw new IllegalArgumentException("'" + name + "' is not a pointwise activation");
    };
  }

  /**
   * The shortest decimal that {@link Double#parseDouble} reads back to the same bits; of two equally short ones the nearer.
   * {@link Double#toString} gives different digits on JDK 17 and on later ones, so it is not used. Written plainly from
   * 1e-7 up to 1e21, with an exponent outside.
   */
  static String number(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits <= 17; digits++) {
      BigDecimal best = null;
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
        BigDecimal candidate = exact.round(new MathContext(digits, mode));
        if (best == null && Double.parseDouble(candidate.toString()) == value) {
          best = candidate;
        }
      }
      if (best != null) {
        return format(best.stripTrailingZeros());
      }
    }
    throw new AssertionError("17 digits always read back: " + Double.toHexString(value));
  }

  private static String format(BigDecimal decimal) {
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -7 && exponent < 21) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }
}
