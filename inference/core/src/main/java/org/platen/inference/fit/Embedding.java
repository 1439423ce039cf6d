package org.platen.inference.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.platen.dsl.model.Model;
import org.platen.dsl.model.RandomVariable;
import org.platen.dsl.shape.Axis;
import org.platen.dsl.shape.ModelException;
import org.platen.dsl.shape.Plate;
import org.platen.inference.data.Data;
import org.platen.inference.lower.Domains;

/**
 * The rows of some data in the terms of a model's latent variables: posterior means of continuous ones, posterior probabilities of the values of discrete
 * ones.
 *
 * @param columns what each column holds: {@code f[0]} for an entry of a continuous variable, {@code z=1} for a value of a discrete one; where a variable
 *     lives in further plates, their indices come first
 * @param values a row for each element of the plate, a column for each number
 */
public record Embedding(List<String> columns, Tensor values) {

    /** A defensive copy of the names. */
    public Embedding {
        columns = List.copyOf(columns);
    }

    /** The numbers row by row; copies. */
    public double[][] rows() {
        return IntStream.range(0, values.dims().get(0)).mapToObj(values::row).toArray(double[][]::new);
    }

    /** The plate sized by the data that all local latent variables live in. */
    static Plate plate(Model model) {
        List<RandomVariable> local = model.latents().stream()
                .filter(latent -> latent.plates().stream().anyMatch(Plate::sizedByData))
                .toList();
        return local.stream()
                .flatMap(latent -> latent.axes().stream())
                .filter(axis -> axis.instance().isEmpty() && axis.plate().sizedByData())
                .filter(axis -> local.stream().allMatch(latent -> latent.axes().contains(axis)))
                .map(Axis::plate)
                .findFirst()
                .orElseThrow(() -> new ModelException(String.format(
                        "model '%s' has no one plate sized by the data that its latent variables live in, found %s: say which with embed(plate, data)",
                        model.name(),
                        local.stream()
                                .map(latent -> latent + " in " + latent.axes())
                                .toList())));
    }

    static Embedding of(Fit fit, Plate plate, Data data) {
        List<RandomVariable> latents = fit.model().latents().stream()
                .filter(latent -> latent.axes().contains(plate.axis()))
                .toList();
        ModelException.require(
                !latents.isEmpty(),
                "no latent variable of model '%s' lives in '%s'",
                fit.model().name(),
                plate.name());
        List<String> columns = new ArrayList<>();
        List<Tensor> parts = new ArrayList<>();
        for (RandomVariable latent : latents) {
            Tensor all = latent.isDiscrete() ? fit.responsibilities(latent, data) : fit.posteriorMean(latent, data);
            parts.add(outermost(all, List.copyOf(latent.axes()).indexOf(plate.axis())));
            addNames(latent, all, plate, columns);
        }
        int rows = parts.get(0).dims().get(0);
        double[] values = new double[rows * columns.size()];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (Tensor part : parts) {
                for (double value : part.row(row)) {
                    values[next++] = value;
                }
            }
        }
        return new Embedding(columns, new Tensor(values, List.of(plate.name()), List.of(rows, columns.size())));
    }

    /** The tensor with one of its dimensions brought to the front. */
    private static Tensor outermost(Tensor tensor, int dim) {
        List<Integer> dims = new ArrayList<>(tensor.dims());
        int rows = dims.remove(dim);
        int inner = dims.subList(dim, dims.size()).stream().reduce(1, (a, b) -> a * b);
        double[] from = tensor.values();
        int size = from.length / Math.max(1, rows);
        double[] values = new double[from.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / size;
            int place = i % size;
            values[i] = from[(place / inner * rows + row) * inner + place % inner];
        }
        dims.add(0, rows);
        return new Tensor(values, List.of(), dims);
    }

    private static void addNames(RandomVariable latent, Tensor tensor, Plate plate, List<String> columns) {
        List<Integer> dims = new ArrayList<>(tensor.dims());
        dims.remove(List.copyOf(latent.axes()).indexOf(plate.axis()));
        int values = latent.isDiscrete() ? dims.remove(dims.size() - 1) : 1;
        int places = dims.stream().reduce(1, (a, b) -> a * b);
        for (int place = 0; place < places; place++) {
            String at = dims.isEmpty() ? latent.name() : latent.name() + index(place, dims);
            for (int value = 0; value < values; value++) {
                columns.add(latent.isDiscrete() ? at + "=" + (Domains.first(latent) + value) : at);
            }
        }
    }

    private static List<Integer> index(int place, List<Integer> dims) {
        List<Integer> index = new ArrayList<>();
        int rest = place;
        for (int i = dims.size() - 1; i >= 0; i--) {
            index.add(0, rest % dims.get(i));
            rest /= dims.get(i);
        }
        return index;
    }
}
