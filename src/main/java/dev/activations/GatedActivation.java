package dev.activations;

/**
 * The gated family: {@code y = act(gate) ⊗ value}, where {@code act} is a pointwise activation.
 *
 * <p>GLU gates with sigmoid, ReGLU with ReLU, GeGLU with GELU, SwiGLU with SiLU; {@link Activations#gated} takes any
 * other. In a transformer's feed-forward block the gate and the value are two projections of the same input:
 * {@code (silu(x W) ⊗ x V) W₂}.
 *
 * {@snippet file="dev/activations/examples/snippets/GatedActivationSnippets.java" region="block":
 * double[] y = new double[n];
 * Activations.SWIGLU.forward(gate, value, y);            // y[i] = silu(gate[i]) * value[i]
 *
 * double[] dGate = new double[n];
 * double[] dValue = new double[n];
 * Activations.SWIGLU.backward(gate, value, dy, dGate, dValue);
 *
 * double[] z = Activations.SWIGLU.forward(joined);       // a row of 2n: gate, then value
 * }
 *
 * <ul>
 *   <li><b>Formulas</b> {@code y = act(gate) * value}, {@code dValue = dy * act(gate)},
 *       {@code dGate = (dy * value) * act'(gate)}. Each {@code *} is one IEEE multiplication, in this order: those
 *       are the results to the bit.
 *   <li><b>Shapes</b> Two arrays of n give n; a joined row of 2n gives n, and its gradient has 2n. Odd rows are
 *       refused.
 *   <li><b>Range</b> (-∞, ∞), zero-centred if the value is and does not depend on the gate. As smooth as {@code act}.
 *   <li><b>Special values</b> those of {@code act} and of the multiplication: a closed gate times an infinite value,
 *       0·∞, is NaN.
 *   <li><b>Error</b> that of {@code act} (2 ulp, derivative 3 ulp) and half an ulp for each multiplication, where
 *       nothing underflows.
 *   <li><b>Choose it</b> for the feed-forward block of a transformer, where it beats the plain activation at the same
 *       number of weights in the paper below: make the hidden layer two thirds as wide, because there are three
 *       matrices, not two.
 *   <li><b>Beware</b> Outputs are products, so they and the gradients grow with the square of the inputs' scale.
 *   <li><b>Source</b> Y. N. Dauphin, A. Fan, M. Auli, D. Grangier (2017), "Language modeling with gated convolutional
 *       networks"; N. Shazeer (2020), "GLU variants improve transformer".
 * </ul>
 *
 * <h2>Two arrays, or joined rows</h2>
 *
 * <p>Pass the gate and the value as two arrays where you can. The joined forms that every {@link Activation} has take
 * one row of {@code 2n} numbers and return {@code n}. <b>Libraries disagree about which half is the gate</b>:
 * {@code glu} has the value first, like PyTorch; all the others here have the gate first, like vLLM and LLaMA's fused
 * {@code gate_up_proj}. The GEGLU of diffusers is value first: {@code GEGLU.withHalves(Halves.VALUE_FIRST)}.
 *
 * <p>{@code y} may be exactly the gate or the value in the two-array forms; in the joined forms {@code x} and
 * {@code y} may not overlap, nor may {@code dx} and {@code dy}. Instances are immutable and may be shared by threads,
 * if their gate may.
 */
public final class GatedActivation implements Activation {

  private static final long serialVersionUID = 1L;

  /**
   * The activation of the gate.
   *
   * @serial not written, because a proxy is; not transient, for serializers that know of no proxies
   */
  private final PointwiseActivation gate;

  /**
   * Which half of a joined row is the gate.
   *
   * @serial as {@code gate}
   */
  private final Halves halves;

  GatedActivation(PointwiseActivation gate, Halves halves) {
    this.gate = gate;
    this.halves = halves;
  }

  /**
   * Returns the activation of the gate.
   *
   * @return the pointwise activation
   */
  public PointwiseActivation gate() {
    return gate;
  }

  /**
   * Returns which half of a joined row is the gate.
   *
   * @return the order
   */
  public Halves halves() {
    return halves;
  }

  /**
   * Returns the same function for joined rows in this order.
   *
   * @param halves the order
   * @return the activation
   * @throws NullPointerException if {@code halves} is null
   */
  public GatedActivation withHalves(Halves halves) {
    Checks.notNull(halves, "halves");
    return halves == this.halves ? this : new GatedActivation(gate, halves);
  }

  @Override
  public String name() {
    String family = gate instanceof BuiltIn ? familyName(gate.name()) : null;
    String base = family != null ? family : "gated(" + gate.name() + ")";
    Halves usual = "glu".equals(family) ? Halves.VALUE_FIRST : Halves.GATE_FIRST;
    if (halves == usual) {
      return base;
    }
    return base + (halves == Halves.GATE_FIRST ? ";gate_first" : ";value_first");
  }

  private static String familyName(String gateName) {
    return switch (gateName) {
      case "sigmoid" -> "glu";
      case "relu" -> "reglu";
      case "gelu" -> "geglu";
      case "gelu_tanh" -> "geglu_tanh";
      case "silu" -> "swiglu";
      default -> null;
    };
  }

  @Override
  public int outputSize(int inputSize) {
    if (inputSize < 0) {
      throw new IllegalArgumentException("inputSize must not be negative, got " + inputSize);
    }
    if (inputSize % 2 != 0) {
      throw new IllegalArgumentException("a gated row has two halves, but its length is " + inputSize);
    }
    return inputSize / 2;
  }

  /**
   * Returns {@code act(gate) * value}.
   *
   * @param gate the gate
   * @param value the value
   * @return the product
   */
  public double apply(double gate, double value) {
    return this.gate.value(gate) * value;
  }

  /**
   * Returns the partial derivative by the gate, {@code value * act'(gate)}.
   *
   * @param gate the gate
   * @param value the value
   * @return the derivative
   */
  public double derivativeByGate(double gate, double value) {
    return value * this.gate.derivative(gate);
  }

  /**
   * Returns the partial derivative by the value, {@code act(gate)}.
   *
   * @param gate the gate
   * @param value the value
   * @return the derivative
   */
  public double derivativeByValue(double gate, double value) {
    return this.gate.value(gate);
  }

  /**
   * Computes {@code y[i] = act(gate[i]) * value[i]}.
   *
   * @param gate the gates
   * @param value the values; as long as {@code gate}
   * @param y receives the outputs; as long as {@code gate}
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths differ
   */
  public void forward(double[] gate, double[] value, double[] y) {
    Checks.notNull(gate, "gate");
    Checks.notNull(value, "value");
    Checks.notNull(y, "y");
    Checks.sameSize("gate.length", gate.length, "value.length", value.length);
    Checks.sameSize("gate.length", gate.length, "y.length", y.length);
    forward(gate, 0, value, 0, y, 0, gate.length);
  }

  /**
   * Computes {@code length} outputs inside larger arrays. {@code y} may be exactly {@code gate} or {@code value}.
   *
   * @param gate holds the gates
   * @param gateOffset where they start
   * @param value holds the values
   * @param valueOffset where they start
   * @param y receives the outputs
   * @param yOffset where they start
   * @param length how many outputs
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if {@code y} overlaps an input without being the same range
   */
  public void forward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] y, int yOffset, int length) {
    Checks.notNull(gate, "gate");
    Checks.notNull(value, "value");
    Checks.notNull(y, "y");
    Checks.range("gate", gate, gateOffset, length);
    Checks.range("value", value, valueOffset, length);
    Checks.range("y", y, yOffset, length);
    Checks.sameOrApart("y", y, yOffset, length, "gate", gate, gateOffset, length);
    Checks.sameOrApart("y", y, yOffset, length, "value", value, valueOffset, length);
    Pointwise.kernel(this.gate).gatedForward(gate, gateOffset, value, valueOffset, y, yOffset, length);
  }

  /**
   * Computes both partial gradients: {@code dValue = dy * act(gate)} and {@code dGate = (dy * value) * act'(gate)}.
   *
   * @param gate the gates of the forward pass
   * @param value the values of the forward pass
   * @param dy the gradient with respect to the outputs
   * @param dGate receives the gradient with respect to the gates
   * @param dValue receives the gradient with respect to the values
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths differ, or the outputs are the same array
   */
  public void backward(double[] gate, double[] value, double[] dy, double[] dGate, double[] dValue) {
    Checks.notNull(gate, "gate");
    Checks.notNull(value, "value");
    Checks.notNull(dy, "dy");
    Checks.notNull(dGate, "dGate");
    Checks.notNull(dValue, "dValue");
    Checks.sameSize("gate.length", gate.length, "value.length", value.length);
    Checks.sameSize("gate.length", gate.length, "dy.length", dy.length);
    Checks.sameSize("gate.length", gate.length, "dGate.length", dGate.length);
    Checks.sameSize("gate.length", gate.length, "dValue.length", dValue.length);
    backward(gate, 0, value, 0, dy, 0, dGate, 0, dValue, 0, gate.length);
  }

  /**
   * Computes both partial gradients inside larger arrays. Each output may be exactly any one of the inputs.
   *
   * @param gate holds the gates of the forward pass
   * @param gateOffset where they start
   * @param value holds the values of the forward pass
   * @param valueOffset where they start
   * @param dy holds the gradient with respect to the outputs
   * @param dyOffset where it starts
   * @param dGate receives the gradient with respect to the gates
   * @param dGateOffset where it starts
   * @param dValue receives the gradient with respect to the values
   * @param dValueOffset where it starts
   * @param length how many outputs
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if an output overlaps an input without being the same range, or the outputs
   *     overlap
   */
  public void backward(
      double[] gate, int gateOffset, double[] value, int valueOffset, double[] dy, int dyOffset,
      double[] dGate, int dGateOffset, double[] dValue, int dValueOffset, int length) {
    Checks.notNull(gate, "gate");
    Checks.notNull(value, "value");
    Checks.notNull(dy, "dy");
    Checks.notNull(dGate, "dGate");
    Checks.notNull(dValue, "dValue");
    Checks.range("gate", gate, gateOffset, length);
    Checks.range("value", value, valueOffset, length);
    Checks.range("dy", dy, dyOffset, length);
    Checks.range("dGate", dGate, dGateOffset, length);
    Checks.range("dValue", dValue, dValueOffset, length);
    Checks.sameOrApart("dGate", dGate, dGateOffset, length, "gate", gate, gateOffset, length);
    Checks.sameOrApart("dGate", dGate, dGateOffset, length, "value", value, valueOffset, length);
    Checks.sameOrApart("dGate", dGate, dGateOffset, length, "dy", dy, dyOffset, length);
    Checks.sameOrApart("dValue", dValue, dValueOffset, length, "gate", gate, gateOffset, length);
    Checks.sameOrApart("dValue", dValue, dValueOffset, length, "value", value, valueOffset, length);
    Checks.sameOrApart("dValue", dValue, dValueOffset, length, "dy", dy, dyOffset, length);
    Checks.apart("dGate", dGate, dGateOffset, length, "dValue", dValue, dValueOffset, length);
    Pointwise.kernel(this.gate).gatedBackward(
        gate, gateOffset, value, valueOffset, dy, dyOffset, dGate, dGateOffset, dValue, dValueOffset, length);
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    joinedForward(x, xOffset, y, yOffset, 1, length);
  }

  @Override
  public void forwardRows(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    joinedForward(x, xOffset, y, yOffset, rows, columns);
  }

  private void joinedForward(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    long inputs = Checks.area(rows, columns);
    long outputs = Checks.area(rows, columns / 2);
    Checks.range("x", x, xOffset, inputs);
    Checks.range("y", y, yOffset, outputs);
    Checks.rows(rows);
    int half = outputSize(columns);
    Checks.apart("y", y, yOffset, (int) outputs, "x", x, xOffset, (int) inputs);
    int gateAt = halves == Halves.GATE_FIRST ? 0 : half;
    if (inputs > 0) {
      Pointwise.kernel(gate).gatedForwardRows(
          x, xOffset + gateAt, xOffset + half - gateAt, columns, y, yOffset, rows, half);
    }
  }

  @Override
  public void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    joinedBackward(x, xOffset, dy, dyOffset, dx, dxOffset, 1, length);
  }

  @Override
  public void backwardRows(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    joinedBackward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
  }

  private void joinedBackward(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    long inputs = Checks.area(rows, columns);
    long outputs = Checks.area(rows, columns / 2);
    Checks.range("x", x, xOffset, inputs);
    Checks.range("dy", dy, dyOffset, outputs);
    Checks.range("dx", dx, dxOffset, inputs);
    Checks.rows(rows);
    int half = outputSize(columns);
    Checks.sameOrApart("dx", dx, dxOffset, (int) inputs, "x", x, xOffset, (int) inputs);
    Checks.apart("dx", dx, dxOffset, (int) inputs, "dy", dy, dyOffset, (int) outputs);
    int gateAt = halves == Halves.GATE_FIRST ? 0 : half;
    if (inputs > 0) {
      Pointwise.kernel(gate).gatedBackwardRows(
          x, xOffset + gateAt, xOffset + half - gateAt, columns, dy, dyOffset, dx, dxOffset - xOffset, rows, half);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GatedActivation that && gate.equals(that.gate) && halves == that.halves;
  }

  @Override
  public int hashCode() {
    return 31 * gate.hashCode() + halves.ordinal();
  }

  @Override
  public String toString() {
    return name();
  }

  /**
   * Writes the gate and the order of halves in place of this object.
   *
   * @return a proxy that {@link Activations#gated} and {@link #withHalves} resolve
   */
  private Object writeReplace() {
    return new SerialForm.Gated(gate, halves);
  }

  /**
   * Refuses: only the proxy is ever read.
   *
   * @param in not read
   * @throws java.io.InvalidObjectException always
   */
  private void readObject(java.io.ObjectInputStream in) throws java.io.InvalidObjectException {
    throw SerialForm.proxyRequired();
  }
}
