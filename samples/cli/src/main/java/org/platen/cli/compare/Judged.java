package org.platen.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.platen.dsl.shape.ModelException;

/**
 * A fit in numbers.
 *
 * @param name of the fit
 * @param engine that made it
 * @param numbers by the names of measures
 * @param remarks what to know about them, or why there are none
 */
record Judged(String name, String engine, Map<String, Double> numbers, List<String> remarks) {

    /** What {@code judge} finds; its failure is a remark. */
    static Judged of(Contender contender, Supplier<Judged> judge) {
        try {
            return judge.get();
        } catch (ModelException e) {
            return new Judged(contender.name(), contender.engine(), Map.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    double value(String measure) {
        return numbers.getOrDefault(measure, Double.NaN);
    }

    /** The same with another number and its standard error. */
    Judged with(Measure measure, double value, double error) {
        Map<String, Double> all = new LinkedHashMap<>(numbers);
        all.put(measure.name(), value);
        all.put(measure.error(), error);
        return new Judged(name, engine, all, remarks);
    }

    /** The same with another remark. */
    Judged with(String remark) {
        List<String> all = new ArrayList<>(remarks);
        all.add(remark);
        return new Judged(name, engine, numbers, all);
    }
}
