package dev.activations.benchmarks;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.GatedActivation;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Every loop that the guard watches. Built from the library's registry, so a new activation is measured as soon as it is
 * registered, and fails until it has a baseline and a floor.
 */
final class HotLoops {

  static final int N = 65_536;

  /** Functions with a parameter, which the registry does not list. */
  private static final List<String> WITH_PARAMETER = List.of("leaky_relu(0.2)", "swish(1.5)");

  private static final Set<String> QUICK = Set.of(
      "sigmoid", "tanh", "relu", "gelu", "gelu_tanh", "silu", "softmax", "log_softmax", "swiglu", "geglu");

  private HotLoops() {}

  /** The names of the built-in activations of one kind, those with a parameter included. */
  static List<String> names(Class<? extends Activation> kind) {
    Set<String> names = new LinkedHashSet<>(Activations.names());
    names.addAll(WITH_PARAMETER);
    return names.stream().filter(name -> kind.isInstance(Activations.byName(name))).toList();
  }

  /** Makes the loops, all or the main ones, and verifies the results of each. */
  static List<HotLoop> make(boolean quick) {
    List<HotLoop> loops = new ArrayList<>();
    for (String name : names(Activation.class)) {
      if (quick && !QUICK.contains(name)) {
        continue;
      }
      Activation activation = Activations.byName(name);
      if (activation instanceof PointwiseActivation) {
        pointwise(name, quick, loops);
      } else if (activation instanceof Softmax) {
        rows(name, 128, loops);
        if (!quick) {
          rows(name, 1024, loops);
        }
      } else {
        gated(name, loops);
      }
    }
    return quick ? loops.stream().filter(HotLoop::quick).toList() : loops;
  }

  private static void pointwise(String name, boolean onlyQuick, List<HotLoop> loops) {
    PointwiseWork work = new PointwiseWork(name, N, "normal");
    work.verify();
    boolean quick = QUICK.contains(name);
    if (name.contains("relu")) {
      // Memory-bound: the naive loop branches on random signs, so it would be an easy win.
      loops.add(new HotLoop(name + ".forward", "copy", name.equals("relu"), work::forward, work::copy));
      loops.add(new HotLoop(name + ".derivative", "copy", false, work::derivative, work::copy));
      loops.add(new HotLoop(
          name + ".valueAndDerivative", "two copies", false, work::valueAndDerivative, work::copyTwice));
      loops.add(new HotLoop(name + ".backward", "multiply", false, work::backward, work::multiply));
      loops.add(new HotLoop(name + ".step", "copies, multiply", false, work::step, work::copyTwiceAndMultiply));
    } else {
      loops.add(new HotLoop(name + ".forward", "naive", quick, work::forward, work::naiveForward));
      loops.add(new HotLoop(name + ".derivative", "naive", quick, work::derivative, work::naiveDerivative));
      loops.add(new HotLoop(
          name + ".valueAndDerivative", "naive", quick, work::valueAndDerivative, work::naiveValueAndDerivative));
      loops.add(new HotLoop(name + ".backward", "naive", false, work::backward, work::naiveBackward));
      loops.add(new HotLoop(name + ".step", "naive", name.equals("gelu"), work::step, work::naiveStep));
    }
    for (String input : onlyQuick ? List.<String>of() : List.of("saturated", "subnormal")) {
      PointwiseWork other = new PointwiseWork(name, N, input);
      other.verify();
      loops.add(new HotLoop(name + ".forward." + input, "normal input", false, other::forward, work::forward));
    }
  }

  private static void rows(String name, int columns, List<HotLoop> loops) {
    SoftmaxWork work = new SoftmaxWork(name, columns);
    work.verify();
    boolean quick = columns == 128;
    loops.add(new HotLoop(name + "." + columns + ".forward", "naive", quick, work::forward, work::naiveForward));
    loops.add(new HotLoop(name + "." + columns + ".backward", "naive", false, work::backward, work::naiveBackward));
  }

  private static void gated(String name, List<HotLoop> loops) {
    GatedWork work = new GatedWork(name, N);
    work.verify();
    boolean quick = QUICK.contains(name);
    loops.add(new HotLoop(name + ".forward", "naive", quick, work::forward, work::naiveForward));
    loops.add(new HotLoop(name + ".backward", "naive", quick, work::backward, work::naiveBackward));
  }
}
