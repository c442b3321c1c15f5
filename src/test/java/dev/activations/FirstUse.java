package dev.activations;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * A program for a fresh JVM: the library's classes are first used from many threads at once, each by another way in, in several
 * class loaders at once, several times. Classes that wait for each other while they start would never end: after a minute
 * all stacks are printed, and the exit code is 2. It is 1 where two answers differ.
 *
 * <p>Arguments: how many times, and the places of the classes for the class loaders.
 */
public final class FirstUse {

  private static final int LOADERS = 3;
  private static final int SECONDS = 60;

  private final Map<Integer, String> answers = new ConcurrentHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  private FirstUse() {}

  /** Runs, and exits with a code as above. */
  public static void main(String[] args) throws Exception {
    List<URL> places = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      places.add(new File(args[i]).toURI().toURL());
    }
    FirstUse firstUse = new FirstUse();
    int rounds = Integer.parseInt(args[0]);
    for (int round = 0; round < rounds; round++) {
      firstUse.round(round, places.toArray(new URL[0]));
    }
    firstUse.wrong.forEach(System.out::println);
    int threads = WaysIn.COUNT * LOADERS;
    System.out.println(Backend.active().name() + ": " + rounds + " rounds of " + threads + " threads, " + firstUse.wrong.size()
        + " wrong answers");
    System.exit(firstUse.wrong.isEmpty() ? 0 : 1);
  }

  /** In the first round one of the loaders is the program's own, whose classes nobody has used yet either. */
  private void round(int round, URL[] places) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WaysIn.COUNT * LOADERS);
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (int loader = 0; loader < LOADERS; loader++) {
      IntFunction<String> ways = round == 0 && loader == 0 ? new WaysIn() : loadedAnew(places);
      for (int way = 0; way < WaysIn.COUNT; way++) {
        int number = way;
        tasks.add(new FutureTask<>(() -> {
          start.await();
          return ways.apply(number);
        }));
      }
    }
    for (FutureTask<String> task : tasks) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
    }
    for (int i = 0; i < tasks.size(); i++) {
      int way = i % WaysIn.COUNT;
      String answer = answer(tasks.get(i));
      String first = answers.putIfAbsent(way, answer);
      if (first != null && !first.equals(answer)) {
        wrong.add("round " + round + ", way in " + way + ": got " + answer + ", want " + first);
      }
    }
  }

  private static String answer(FutureTask<String> task) throws InterruptedException, ExecutionException {
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      Thread.getAllStackTraces().forEach((thread, stack) -> {
        System.out.println(thread);
        for (StackTraceElement frame : stack) {
          System.out.println("  " + frame);
        }
      });
      System.out.println("deadlock: a first use has not ended in " + SECONDS + " s");
      System.exit(2);
      throw new AssertionError(e);
    }
  }

  /** The loader's parent knows the JDK alone, so that the library's classes start anew. */
  @SuppressWarnings("unchecked")
  private static IntFunction<String> loadedAnew(URL[] places) throws ReflectiveOperationException, MalformedURLException {
    ClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    return (IntFunction<String>) loader.loadClass(WaysIn.class.getName()).getConstructor().newInstance();
  }
}
