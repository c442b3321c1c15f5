package dev.activations.docs;

import java.awt.Color;
import java.util.List;

/** Colours that stay apart for colour-blind readers, on near-white paper that reads well on light and dark pages. */
public final class Colours {

  // Okabe and Ito's palette without its yellow, and with a darker purple (Tol's): pale lines are lost on white.
  public static final Color BLUE = new Color(0x0072B2);
  public static final Color VERMILLION = new Color(0xD55E00);
  public static final Color GREEN = new Color(0x009E73);
  public static final Color PURPLE = new Color(0xAA4499);
  public static final Color ORANGE = new Color(0xE69F00);
  public static final Color SKY = new Color(0x56B4E9);

  public static final Color INK = new Color(0x24292F);
  public static final Color GREY = new Color(0x8C959F);
  public static final Color FRAME = new Color(0xB9C0C8);
  public static final Color GRID = new Color(0xE3E6EA);
  public static final Color PAPER = new Color(0xFCFCFD);

  /** The order in which series take colours. */
  public static final List<Color> SERIES = List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, INK);

  private static final int[] CIVIDIS = {
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838
  };

  private Colours() {}

  /** Cividis: dark blue at 0 to yellow at 1; its lightness rises evenly, so it also works in grey. */
  public static Color heat(double share) {
    double at = Math.min(Math.max(share, 0), 1) * (CIVIDIS.length - 1);
    int low = Math.min((int) at, CIVIDIS.length - 2);
    return mix(new Color(CIVIDIS[low]), new Color(CIVIDIS[low + 1]), at - low);
  }

  /** Black or white, whichever reads better on this colour. */
  public static Color textOn(Color background) {
    double light = 0.299 * background.getRed() + 0.587 * background.getGreen() + 0.114 * background.getBlue();
    return light > 140 ? INK : Color.WHITE;
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        channel(a.getRed(), b.getRed(), share),
        channel(a.getGreen(), b.getGreen(), share),
        channel(a.getBlue(), b.getBlue(), share));
  }

  private static int channel(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }
}
