package consumer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Backend;
import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import scala.Function1;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Scores a Dataset through captured activations and compares the result with the single machine's, bit by bit.
 * Arguments: the backend that must run and the file of {@link SingleMachine}.
 */
public final class Scoring {

  static final PointwiseActivation SWISH = Activations.swish(1.5);
  static final Softmax SOFTMAX = Activations.softmax(0.5);

  private static final int PARTITIONS = 12;
  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private Scoring() {}

  public static void main(String[] args) throws IOException {
    String backend = args[0];
    check(Backend.active().name().equals(backend), "backend " + backend + ", not " + Backend.active());
    SparkSession spark = SparkSession.builder().appName("scoring").master("local[2]")
        .config("spark.ui.enabled", false).config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "localhost").getOrCreate();
    try {
      Dataset<Row> data = data(spark);
      byPartition(spark, data, Path.of(args[1]), backend);
      byColumn(data, Path.of(args[1]), backend);
      byKryo(spark, backend);
      unserialisableIsRefused(data);
      submittedJobsGetTheVectorModule();
    } finally {
      spark.stop();
    }
  }

  /** Made row by row, then shuffled, so that a task's rows are neither neighbours nor in order. */
  private static Dataset<Row> data(SparkSession spark) {
    Encoder<Row> rows = Encoders.row(new StructType().add("id", DataTypes.LongType).add("x", DOUBLES));
    return spark.range(0, Inputs.ROWS, 1, PARTITIONS)
        .map((MapFunction<Long, Row>) id -> RowFactory.create(id, Inputs.row(id)), rows)
        .repartition(PARTITIONS);
  }

  /** The closure is an object that holds the activations. */
  private static void byPartition(SparkSession spark, Dataset<Row> data, Path expected, String backend)
      throws IOException {
    LongAccumulator copies = spark.sparkContext().longAccumulator("tasks with activations of their own");
    Encoder<Row> scores = Encoders.row(new StructType().add("id", DataTypes.LongType)
        .add("swish", DOUBLES).add("softmax", DOUBLES));
    Dataset<Row> scored = data.mapPartitions(new Score(SWISH, SOFTMAX, new Witness(), copies), scores);
    List<Row> rows = scored.collectAsList();
    long numbers = sameBits(rows, expected);
    check(Witness.WRITTEN.get() >= 1, "a closure that was written");
    check(Witness.READ.get() >= PARTITIONS, PARTITIONS + " tasks that read their closure, not " + Witness.READ.get());
    check(copies.value() == PARTITIONS, PARTITIONS + " tasks with copies of the activations, not " + copies.value());
    System.out.printf("Spark %s: all right with the %s kernels, local[2], %d partitions: %d rows, %d numbers equal to the bits; "
        + "closure written %d, read %d times%n", spark.version(), backend, PARTITIONS, rows.size(), numbers,
        Witness.WRITTEN.get(), Witness.READ.get());
  }

  /** The closure is a column function that captures the activations, one number or one array at a time. */
  private static void byColumn(Dataset<Row> data, Path expected, String backend) throws IOException {
    PointwiseActivation swish = SWISH;
    Softmax softmax = SOFTMAX;
    UserDefinedFunction value = udf((UDF1<Double, Double>) swish::value, DataTypes.DoubleType);
    UserDefinedFunction row = udf((UDF1<Seq<Double>, double[]>) x -> softmax.forward(unboxed(x)), DOUBLES);
    Function1<Column, Column> each = value::apply;
    List<Row> rows = data
        .select(col("id"), transform(col("x"), each).as("swish"), row.apply(col("x")).as("softmax"))
        .collectAsList();
    System.out.printf("Spark column functions: all right with the %s kernels, %d numbers equal to the bits%n", backend,
        sameBits(rows, expected));
  }

  /** Spark's other serializer, for data and broadcast variables. */
  private static void byKryo(SparkSession spark, String backend) {
    SerializerInstance kryo = new KryoSerializer(spark.sparkContext().getConf()).newInstance();
    ClassTag<Activation> type = ClassTag$.MODULE$.apply(Activation.class);
    double[] x = Inputs.row(39);
    for (Activation a : List.of(SWISH, SOFTMAX, Activations.GELU, Activations.GLU, Activations.gated(SWISH))) {
      Activation copy = kryo.deserialize(kryo.serialize(a, type), type);
      check(copy != a && copy.equals(a), "a copy of " + a);
      check(Arrays.equals(copy.forward(x), a.forward(x)), "the same bits from a copy of " + a);
    }
    System.out.println("Spark's Kryo: all right with the " + backend + " kernels");
  }

  /** The counterpart: were closures not serialised, this one would pass. */
  private static void unserialisableIsRefused(Dataset<Row> data) {
    PointwiseActivation own = PointwiseActivation.of("own", x -> 2 * x, x -> 2);
    try {
      data.map((MapFunction<Row, Double>) row -> own.value(row.getLong(0)), Encoders.DOUBLE()).collectAsList();
    } catch (Exception e) {
      check(e instanceof SparkException && e.getMessage().contains("not serializable"), "a refusal, not " + e);
      System.out.println("Spark refuses an activation of functions that are not serialisable");
      return;
    }
    throw new AssertionError("expected: a closure that cannot be serialised is refused");
  }

  /** Documented: a job that spark-submit starts runs the vector kernels without a flag of its own. */
  private static void submittedJobsGetTheVectorModule() {
    List<String> options = List.of(JavaModuleOptions.defaultModuleOptionArray());
    check(options.contains("--add-modules=jdk.incubator.vector"), "the vector module among " + options);
  }

  private static double[] unboxed(Seq<Double> x) {
    double[] numbers = new double[x.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x.apply(i);
    }
    return numbers;
  }

  /** Compares id, swish and softmax of each row with the file; returns how many numbers there were. */
  private static long sameBits(List<Row> rows, Path expected) throws IOException {
    check(rows.size() == Inputs.ROWS, Inputs.ROWS + " rows, not " + rows.size());
    boolean moved = false;
    for (int i = 0; i < rows.size(); i++) {
      moved |= rows.get(i).getLong(0) != i;
    }
    check(moved, "rows that were shuffled");
    Iterator<Row> inOrder =
        rows.stream().sorted((a, b) -> Long.compare(a.getLong(0), b.getLong(0))).iterator();
    long numbers = 0;
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(expected)))) {
      for (long id = 0; id < Inputs.ROWS; id++) {
        Row row = inOrder.next();
        check(row.getLong(0) == id, "row " + id + ", not " + row.getLong(0));
        for (int column = 1; column <= 2; column++) {
          List<Double> scores = row.getList(column);
          check(scores.size() == 1 + id % 40, "every number of row " + id);
          for (double score : scores) {
            double wanted = Double.longBitsToDouble(in.readLong());
            check(Double.doubleToRawLongBits(score) == Double.doubleToRawLongBits(wanted),
                Double.toHexString(wanted) + " in row " + id + ", not " + Double.toHexString(score));
            numbers++;
          }
        }
      }
      check(in.read() == -1, "the end of " + expected);
    }
    return numbers;
  }

  private static void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError("expected: " + what);
    }
  }
}
