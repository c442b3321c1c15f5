package dev.activations;

import dev.activations.internal.scalar.Exp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * The gain 1/√E[a(Z)²], Z ~ N(0, 1), by quadrature.
 *
 * <p><b>Method.</b> E[a(Z)²] = (2π)^-½ ∫ (a(z) exp(-z²/4))² dz over [-52, 52] in unit intervals, so that 0 and every
 * other integer is an end point, by the 10-point Gauss–Legendre rule. The interval where the rule differs most from
 * that of its two halves is halved, again and again, until the difference is nothing everywhere; this closes in on
 * kinks and jumps. a(z) exp(-z²/4) is divided by its largest value before it is squared, so it neither overflows nor
 * underflows.
 */
final class GainQuadrature {

  private static final int END = 52;              // exp(-52²/4) is 2e-294, still normal
  private static final double NARROWEST = 0x1p-48;
  private static final int MAX_HALVINGS = 50_000; // so many only for functions with thousands of jumps
  private static final double TOLERANCE = 0x1p-50;
  private static final double DIVERGENCE = 1e-9;  // what the narrowest interval may add to the integral
  private static final double UNBOUNDED = 0x1p40; // an integrand about 1 at its largest, yet this in places: a pole

  // All from docs/tools/gauss_legendre.py. (2π)^(1/4) = 1.5832334870861595
  private static final double FOURTH_ROOT_2PI = 0x1.954eca30f7937p0;

  // The positive nodes and the weights of the 10-point rule on [-1, 1].
  private static final double[] NODES = {
    0x1.f2a3e062af2d8p-1,   // 0.97390652851717172008
    0x1.bae995e9cb2f3p-1,   // 0.86506336668898451073
    0x1.5bdb9228de198p-1,   // 0.67940956829902440623
    0x1.bbcc009016adcp-2,   // 0.4333953941292471908
    0x1.30e507891e27ap-3,   // 0.14887433898163121088
  };
  private static final double[] WEIGHTS = {
    0x1.1115f8b62dc1fp-4,   // 0.066671344308688137594
    0x1.32138c878efe5p-3,   // 0.14945134915058059315
    0x1.c0b059d00bc31p-3,   // 0.219086362515982044
    0x1.13baa7a559bfep-2,   // 0.26926671930999635509
    0x1.2e9de7014d6efp-2,   // 0.29552422471475287017
  };

  /** An interval with its integral, and how much that differs from the rule over the whole interval. */
  private static final class Part {
    final double from;
    final double to;
    final double integral;
    final double error;

    Part(double from, double to, double integral, double error) {
      this.from = from;
      this.to = to;
      this.integral = integral;
      this.error = error;
    }
  }

  private static final Comparator<Part> WORST_FIRST =
      Comparator.<Part>comparingDouble(part -> part.error).reversed().thenComparingDouble(part -> part.from);

  private final PointwiseActivation a;
  private double scale = 1;

  private GainQuadrature(PointwiseActivation a) {
    this.a = a;
  }

  static double gain(PointwiseActivation a) {
    return new GainQuadrature(Objects.requireNonNull(a, "a")).gain();
  }

  private double gain() {
    scale = largest();
    double sum = 0;
    double tails = 0;
    for (Part part : parts()) {
      sum += part.integral;
      tails += part.from < 2 - END || part.to > END - 2 ? part.integral : 0;
    }
    if (tails > TOLERANCE * sum) {
      throw undefined("infinite");
    }
    double gain = FOURTH_ROOT_2PI / Math.sqrt(sum) / scale;
    if (gain > Double.MAX_VALUE) {
      throw undefined("0");
    }
    return gain;
  }

  /** The intervals, from left to right. */
  private List<Part> parts() {
    PriorityQueue<Part> open = new PriorityQueue<>(WORST_FIRST);
    List<Part> done = new ArrayList<>();
    double sum = 0;
    for (int i = -END; i < END; i++) {
      Part part = part(i, i + 1);
      open.add(part);
      sum += part.integral;
    }
    for (int halvings = 0; halvings < MAX_HALVINGS && !open.isEmpty(); halvings++) {
      if (open.element().error <= TOLERANCE * sum) {
        break;
      }
      Part worst = open.remove();
      if (worst.to - worst.from <= NARROWEST) {
        if (worst.integral > DIVERGENCE * sum) {
          throw undefined("infinite");
        }
        done.add(worst);
      } else {
        double middle = 0.5 * (worst.from + worst.to);
        Part left = part(worst.from, middle);
        Part right = part(middle, worst.to);
        open.add(left);
        open.add(right);
        sum += left.integral + right.integral - worst.integral;
      }
    }
    done.addAll(open);
    done.sort(Comparator.comparingDouble(part -> part.from));
    return done;
  }

  /** The largest abs(a(z)) exp(-z²/4) over the nodes of the unit intervals. */
  private double largest() {
    double largest = 0;
    for (int i = -END; i < END; i++) {
      for (double node : NODES) {
        largest = Math.max(largest, Math.abs(integrandRoot(i + 0.5 - 0.5 * node)));
        largest = Math.max(largest, Math.abs(integrandRoot(i + 0.5 + 0.5 * node)));
      }
    }
    if (!(largest > 0 && largest <= Double.MAX_VALUE)) {
      throw undefined(largest == 0 ? "0" : largest > 0 ? "infinite" : "NaN");
    }
    return largest;
  }

  private Part part(double from, double to) {
    double middle = 0.5 * (from + to);
    double integral = rule(from, middle) + rule(middle, to);
    if (!(integral <= UNBOUNDED * (to - from))) {
      throw undefined(integral != integral ? "NaN" : "infinite");
    }
    return new Part(from, to, integral, Math.abs(integral - rule(from, to)));
  }

  private double rule(double from, double to) {
    double middle = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double sum = 0;
    for (int i = 0; i < NODES.length; i++) {
      double below = integrandRoot(middle - half * NODES[i]);
      double above = integrandRoot(middle + half * NODES[i]);
      sum += WEIGHTS[i] * (below * below + above * above);
    }
    return half * sum;
  }

  private double integrandRoot(double z) {
    return a.value(z) * Exp.exp(-0.25 * z * z) / scale;
  }

  private IllegalArgumentException undefined(String what) {
    return new IllegalArgumentException("E[a(Z)²] is " + what + " for " + a.name() + ", so it has no gain");
  }
}
