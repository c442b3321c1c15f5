package dev.activations.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits: one image of 64 pixels a row, scaled to [0, 1], and its label.
 *
 * <p>The data is the UCI set "Optical Recognition of Handwritten Digits"; its attribution lies beside the file.
 */
record Digits(double[] pixels, int[] labels) {

  static final int PIXELS = 64;
  static final int CLASSES = 10;

  /** Reads the lines whose number, counted from 1, is divisible by 5 (held out), or all others. */
  static Digits load(boolean heldOut) {
    List<String> lines = new ArrayList<>();
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz");
        BufferedReader in = new BufferedReader(
            new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
        if ((number % 5 == 0) == heldOut) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Digits digits = new Digits(new double[lines.size() * PIXELS], new int[lines.size()]);
    for (int row = 0; row < lines.size(); row++) {
      String[] numbers = lines.get(row).split(",", -1);
      for (int i = 0; i < PIXELS; i++) {
        digits.pixels[row * PIXELS + i] = Integer.parseInt(numbers[i]) / 16.0;
      }
      digits.labels[row] = Integer.parseInt(numbers[PIXELS]);
    }
    return digits;
  }

  int size() {
    return labels.length;
  }

  /** Returns the images {@code order[from]} to {@code order[to - 1]} as a batch. */
  Digits batch(int[] order, int from, int to) {
    Digits batch = new Digits(new double[(to - from) * PIXELS], new int[to - from]);
    for (int row = 0; row < batch.size(); row++) {
      System.arraycopy(pixels, order[from + row] * PIXELS, batch.pixels, row * PIXELS, PIXELS);
      batch.labels[row] = labels[order[from + row]];
    }
    return batch;
  }
}
