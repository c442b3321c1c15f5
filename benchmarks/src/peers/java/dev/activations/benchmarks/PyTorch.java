package dev.activations.benchmarks;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's functions by our names: one thread, doubles, results written to tensors that exist already. */
final class PyTorch {

  private static final Scalar SLOPE = new Scalar(0.01);

  private PyTorch() {}

  static void oneThread() {
    torch.set_num_threads(1);
    if (torch.get_num_threads() != 1) {
      throw new IllegalStateException("PyTorch runs " + torch.get_num_threads() + " threads");
    }
  }

  static Tensor zeros(long... shape) {
    return torch.zeros(shape, new TensorOptions(torch.kDouble()));
  }

  static Tensor of(double[] values, long... shape) {
    Tensor tensor = zeros(shape);
    try (DoublePointer data = tensor.data_ptr_double()) {
      data.put(values, 0, values.length);
    }
    return tensor;
  }

  static double[] toArray(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    try (DoublePointer data = tensor.data_ptr_double()) {
      data.get(values, 0, values.length);
    }
    return values;
  }

  /** {@code out = f(x)}. */
  static void forward(String name, Tensor out, Tensor x) {
    Tensor handle = switch (name) {
      case "sigmoid" -> torch.sigmoid_out(out, x);
      case "tanh" -> torch.tanh_out(out, x);
      case "relu" -> torch.relu_out(out, x);
      case "leaky_relu" -> torch.leaky_relu_out(out, x, SLOPE);
      case "gelu" -> torch.gelu_out(out, x, "none");
      case "gelu_tanh" -> torch.gelu_out(out, x, "tanh");
      case "silu" -> torch.silu_out(out, x);
      case "softmax" -> torch.softmax_out(out, x, 1);
      case "log_softmax" -> torch.log_softmax_out(out, x, 1);
      default -> throw new IllegalArgumentException("not here: '" + name + "'");
    };
    release(handle, out);
  }

  /** {@code dx = dy f'(x)}: from x, but for sigmoid and tanh from the y that was kept, as PyTorch does. */
  static void backward(String name, Tensor dx, Tensor dy, Tensor x, Tensor y) {
    Tensor handle = switch (name) {
      case "sigmoid" -> torch.sigmoid_backward_out(dx, dy, y);
      case "tanh" -> torch.tanh_backward_out(dx, dy, y);
      case "gelu" -> torch.gelu_backward_out(dx, dy, x, "none");
      case "gelu_tanh" -> torch.gelu_backward_out(dx, dy, x, "tanh");
      case "silu" -> torch.silu_backward_out(dx, dy, x);
      default -> throw new IllegalArgumentException("not here: '" + name + "'");
    };
    release(handle, dx);
  }

  /** {@code out = f(gate) * value}, in two steps as PyTorch models do it. */
  static void gated(String gateName, Tensor out, Tensor gate, Tensor value) {
    forward(gateName, out, gate);
    release(torch.mul_out(out, out, value), out);
  }

  /** Fills the tensor with N(0, 1). */
  static void normal(Tensor tensor) {
    release(tensor.normal_(), tensor);
  }

  /** A call may return its output under another handle, which is let go at once. */
  private static void release(Tensor handle, Tensor out) {
    if (handle != out) {
      handle.close();
    }
  }
}
