package consumer;

import dev.activations.PointwiseActivation;
import dev.activations.Softmax;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** What a task does: swish and softmax of each of its rows, by the activations that it captured. */
record Score(PointwiseActivation swish, Softmax softmax, Witness witness, LongAccumulator copies)
    implements
      MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    // Tasks of local[2] run in the driver's process: a closure never serialised would hold the driver's objects.
    if (swish != Scoring.SWISH && swish.equals(Scoring.SWISH)
        && softmax != Scoring.SOFTMAX && softmax.equals(Scoring.SOFTMAX)) {
      copies.add(1);
    }
    List<Row> scored = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      double[] x = row.<Double>getList(1).stream().mapToDouble(Double::doubleValue).toArray();
      scored.add(RowFactory.create(row.getLong(0), swish.forward(x), softmax.forward(x)));
    }
    return scored.iterator();
  }
}
