package dev.activations;

import java.io.Serializable;

/**
 * A differentiable map of a vector, applied row by row to a row-major matrix.
 *
 * <p>There are three kinds, and {@link Activations} has them all:
 * <ul>
 *   <li>{@link PointwiseActivation} maps each number by itself, {@code y[i] = f(x[i])};
 *   <li>{@link Softmax} maps a row as a whole;
 *   <li>{@link GatedActivation} splits a row into a gate and a value and returns {@code act(gate) ⊗ value}, half as
 *       long.
 * </ul>
 *
 * <p>{@code forward} computes {@code y = a(x)}. {@code backward} computes the vector-Jacobian product
 * {@code dx = (∂y/∂x)ᵀ · dy}: the step that backpropagation takes through this layer (D. E. Rumelhart, G. E. Hinton,
 * R. J. Williams, "Learning representations by back-propagating errors", 1986). It starts from the <em>input</em>
 * {@code x}, so keep {@code x}, not {@code y}: a derivative computed from {@code y} has no correct digit left where the
 * function saturates.
 *
 * {@snippet file="dev/activations/examples/snippets/ActivationSnippets.java" region="batch":
 * int columns = x.length / rows;
 * double[] y = new double[rows * activation.outputSize(columns)];
 * activation.forwardRows(x, y, rows);            // keep x for the way back
 *
 * double[] dx = new double[x.length];
 * activation.backwardRows(x, dy, dx, rows);      // dy is as long as y
 * }
 *
 * <h2>Rules that every method keeps</h2>
 *
 * <p>Beside these, the {@linkplain dev.activations conventions of the package} hold: bits, error, NaN and infinities.
 * <ul>
 *   <li><b>Arguments</b> are checked before the first element is written, in this order: {@code null}
 *       ({@link NullPointerException} that names the argument); an offset or length that is negative or reaches
 *       outside its array ({@link IndexOutOfBoundsException}); sizes that do not agree, an odd gated row,
 *       {@code rows < 1}, rows that do not divide the array, and overlapping arrays
 *       ({@link IllegalArgumentException}).
 *   <li><b>Overlap.</b> Inputs may overlap each other. An output may be exactly an input (same array, offset and
 *       length), so that a layer can work in place. Any other overlap of an output with an input or another output is
 *       refused. In the joined forms of {@link GatedActivation}, {@code x} and {@code y} may not overlap at all, nor
 *       may {@code dy} and {@code dx}.
 *   <li><b>Empty</b> arrays and rows of zero columns are legal.
 *   <li><b>Memory.</b> No method allocates, unless it returns an array; some need a small scratch tile of fixed size.
 *   <li><b>Threads.</b> Instances are immutable and may be shared by threads.
 * </ul>
 *
 * <p>The serial form is the name and the parameters; reading it back goes through the factories in {@link Activations},
 * which check them again.
 */
public sealed interface Activation extends Serializable permits PointwiseActivation, Softmax, GatedActivation {

  /**
   * Returns the name, for example {@code gelu}, {@code leaky_relu(0.2)} or {@code softmax(0.5)}. Names are PyTorch's
   * where it has one. {@link Activations#byName(String)} reads the name of every built-in activation back.
   *
   * @return the name
   */
  String name();

  /**
   * Returns how many outputs a row of {@code inputSize} inputs has: as many for the pointwise and softmax families,
   * half as many for the gated family.
   *
   * @param inputSize the length of an input row
   * @return the length of the output row
   * @throws IllegalArgumentException if {@code inputSize} is negative, or odd for a gated activation
   */
  int outputSize(int inputSize);

  /**
   * Returns {@code a(x)} of one row as a new array.
   *
   * @param x the inputs
   * @return the outputs, {@code outputSize(x.length)} of them
   * @throws NullPointerException if {@code x} is null
   * @throws IllegalArgumentException if {@code x} has a length that {@link #outputSize} refuses
   */
  default double[] forward(double[] x) {
    Checks.notNull(x, "x");
    double[] y = new double[outputSize(x.length)];
    forward(x, 0, y, 0, x.length);
    return y;
  }

  /**
   * Computes {@code y = a(x)} for one row.
   *
   * @param x the inputs
   * @param y receives the outputs; its length must be {@code outputSize(x.length)}
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths do not agree
   */
  default void forward(double[] x, double[] y) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    Checks.sameSize("outputSize(x.length)", outputSize(x.length), "y.length", y.length);
    forward(x, 0, y, 0, x.length);
  }

  /**
   * Computes one row inside larger arrays.
   *
   * @param x holds the inputs
   * @param xOffset where the row starts in {@code x}
   * @param y receives the outputs
   * @param yOffset where the row starts in {@code y}
   * @param length the number of inputs; the number of outputs is {@code outputSize(length)}
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if {@code length} is refused by {@link #outputSize}, or the arrays overlap in a
   *     way that is not allowed
   */
  void forward(double[] x, int xOffset, double[] y, int yOffset, int length);

  /**
   * Computes every row of a row-major matrix that fills its array. A row has {@code x.length / rows} columns.
   *
   * @param x the inputs
   * @param y receives the outputs, {@code rows * outputSize(x.length / rows)} of them
   * @param rows the number of rows, at least 1
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if {@code rows < 1}, {@code rows} does not divide {@code x.length}, the lengths do
   *     not agree, or the arrays overlap in a way that is not allowed
   */
  default void forwardRows(double[] x, double[] y, int rows) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    int columns = Checks.columns(x.length, rows);
    Checks.sameSize("outputs", rows * outputSize(columns), "y.length", y.length);
    forwardRows(x, 0, y, 0, rows, columns);
  }

  /**
   * Computes every row of a row-major matrix inside larger arrays.
   *
   * @param x holds the inputs, {@code rows * columns} of them
   * @param xOffset where the matrix starts in {@code x}
   * @param y receives the outputs, {@code rows * outputSize(columns)} of them
   * @param yOffset where the result starts in {@code y}
   * @param rows the number of rows, at least 1
   * @param columns the number of inputs in a row; may be 0
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if {@code rows < 1}, {@code columns} is refused by {@link #outputSize}, or the
   *     arrays overlap in a way that is not allowed
   */
  void forwardRows(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns);

  /**
   * Returns the vector-Jacobian product of one row as a new array.
   *
   * @param x the inputs of the forward pass
   * @param dy the gradient with respect to the outputs, {@code outputSize(x.length)} numbers
   * @return the gradient with respect to the inputs, {@code x.length} numbers
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths do not agree
   */
  default double[] backward(double[] x, double[] dy) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.sameSize("outputSize(x.length)", outputSize(x.length), "dy.length", dy.length);
    double[] dx = new double[x.length];
    backward(x, 0, dy, 0, dx, 0, x.length);
    return dx;
  }

  /**
   * Computes the vector-Jacobian product of one row.
   *
   * @param x the inputs of the forward pass
   * @param dy the gradient with respect to the outputs, {@code outputSize(x.length)} numbers
   * @param dx receives the gradient with respect to the inputs, {@code x.length} numbers
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths do not agree, or the arrays overlap in a way that is not allowed
   */
  default void backward(double[] x, double[] dy, double[] dx) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    Checks.sameSize("outputSize(x.length)", outputSize(x.length), "dy.length", dy.length);
    Checks.sameSize("x.length", x.length, "dx.length", dx.length);
    backward(x, 0, dy, 0, dx, 0, x.length);
  }

  /**
   * Computes the vector-Jacobian product of one row inside larger arrays.
   *
   * @param x holds the inputs of the forward pass
   * @param xOffset where the row starts in {@code x}
   * @param dy holds the gradient with respect to the outputs
   * @param dyOffset where the row starts in {@code dy}
   * @param dx receives the gradient with respect to the inputs
   * @param dxOffset where the row starts in {@code dx}
   * @param length the number of inputs
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if {@code length} is refused by {@link #outputSize}, or the arrays overlap in a
   *     way that is not allowed
   */
  void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length);

  /**
   * Computes the vector-Jacobian product of every row of matrices that fill their arrays.
   *
   * @param x the inputs of the forward pass
   * @param dy the gradient with respect to the outputs, {@code rows * outputSize(x.length / rows)} numbers
   * @param dx receives the gradient with respect to the inputs, {@code x.length} numbers
   * @param rows the number of rows, at least 1
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if {@code rows < 1}, {@code rows} does not divide {@code x.length}, the lengths do
   *     not agree, or the arrays overlap in a way that is not allowed
   */
  default void backwardRows(double[] x, double[] dy, double[] dx, int rows) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    int columns = Checks.columns(x.length, rows);
    Checks.sameSize("outputs", rows * outputSize(columns), "dy.length", dy.length);
    Checks.sameSize("x.length", x.length, "dx.length", dx.length);
    backwardRows(x, 0, dy, 0, dx, 0, rows, columns);
  }

  /**
   * Computes the vector-Jacobian product of every row of matrices inside larger arrays.
   *
   * @param x holds the inputs of the forward pass, {@code rows * columns} numbers
   * @param xOffset where the matrix starts in {@code x}
   * @param dy holds the gradient with respect to the outputs, {@code rows * outputSize(columns)} numbers
   * @param dyOffset where it starts in {@code dy}
   * @param dx receives the gradient with respect to the inputs, {@code rows * columns} numbers
   * @param dxOffset where it starts in {@code dx}
   * @param rows the number of rows, at least 1
   * @param columns the number of inputs in a row; may be 0
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if {@code rows < 1}, {@code columns} is refused by {@link #outputSize}, or the
   *     arrays overlap in a way that is not allowed
   */
  void backwardRows(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns);
}
