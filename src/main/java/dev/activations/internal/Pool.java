package dev.activations.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps scratch memory from one call to the next. Fresh memory is not in the cache: ten tiles of 2 kB cost a call some
 * microseconds, more than the work on a thousand elements. At most {@value #SLOTS} objects are kept; where threads meet in a
 * slot, one of them makes an object of its own. There is no supplier, because a lambda is a quarter of a kilobyte in the jar. What is taken and not given back is collected like any other object.
 *
 * @param <T> what is kept; its contents are of no meaning between calls
 */
public final class Pool<T> {

  private static final int SLOTS = 16;

  /** References between two slots, so that they are in cache lines of their own. */
  private static final int SPACING = 16;

  private final AtomicReferenceArray<T> free = new AtomicReferenceArray<>(SLOTS * SPACING);

  /** Returns an object that nobody else uses until it is given back, or null where none is kept: then the caller makes one. */
  public T take() {
    return free.getAndSet(slot(), null);
  }

  /** Gives an object back; it must not be used any more. */
  public void give(T scratch) {
    free.setRelease(slot(), scratch);
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & (SLOTS - 1)) * SPACING;
  }
}
