package dev.activations.docs;

import java.awt.BasicStroke;

/** Lines that stay apart without colour. */
public final class Lines {

  public static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  public static final BasicStroke DASHED = dashes(7, 4);
  public static final BasicStroke DOTTED = dashes(2, 3);
  public static final BasicStroke DASH_DOT = dashes(9, 3, 2, 3);

  static final BasicStroke THIN = new BasicStroke(1f);

  private Lines() {}

  private static BasicStroke dashes(float... lengths) {
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
  }
}
