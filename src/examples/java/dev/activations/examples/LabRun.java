package dev.activations.examples;

/**
 * A finished run of {@link LabTraining}.
 *
 * @param losses the loss before each step; ends where the run was given up
 * @param norms the norm of all gradients at each step, before clipping or decay
 * @param diverged whether the run was given up because its loss passed {@link LabTraining#GIVE_UP} or was not a number
 * @param correct images of the held-out ones that were recognised, in %
 * @param flat the share of the hidden layers' outputs, at the end, at which the activation's slope is below a hundredth
 *     of its greatest one
 * @param weight the root mean square of the hidden layers' weights at the end
 */
public record LabRun(LabCase network, LabCure cure, long seed, double[] losses, double[] norms, boolean diverged,
    double correct, double flat, double weight) {

  private static final int LAST = 50;

  /** The mean loss of the last 50 steps; infinite if the run diverged. */
  public double finalLoss() {
    if (diverged) {
      return Double.POSITIVE_INFINITY;
    }
    int from = Math.max(0, losses.length - LAST);
    double sum = 0;
    for (int i = from; i < losses.length; i++) {
      sum += losses[i];
    }
    return sum / (losses.length - from);
  }

  /** The largest norm of the gradients. */
  public double greatestNorm() {
    double greatest = 0;
    for (double norm : norms) {
      greatest = Math.max(greatest, norm);
    }
    return greatest;
  }
}
