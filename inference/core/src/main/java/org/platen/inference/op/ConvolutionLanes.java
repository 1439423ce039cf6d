package org.platen.inference.op;

import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/**
 * Convolutions of lanes with filters that all rows share. For each place of the target, the lanes that it is computed from are the columns of a matrix
 * product with the filters: nothing is copied but references.
 */
final class ConvolutionLanes {

    private static final int GROUP = Kernels.GROUP;

    private final Taps down;
    private final Taps across;
    private final Side source;
    private final Side target;
    private final int filterWidth;
    private final double[][] patch;
    private final double[][] results;
    private final double[] packed;

    /**
     * The image or the result.
     *
     * @param weightStride how far apart the filters' entries for two of the channels are
     */
    private record Side(int channels, int height, int width, int weightStride) {

        int plane() {
            return height * width;
        }
    }

    private ConvolutionLanes(Taps down, Taps across, Side source, Side target, int filterHeight, int filterWidth) {
        this.down = down;
        this.across = across;
        this.source = source;
        this.target = target;
        this.filterWidth = filterWidth;
        this.patch = new double[source.channels * filterHeight * filterWidth][];
        this.results = new double[target.channels][];
        this.packed = new double[(target.channels + GROUP - 1) / GROUP * GROUP * patch.length];
    }

    /** From images to results. */
    static Step result(ConvolutionSizes sizes, Buffer x, Buffer w, Buffer y) {
        Window window = sizes.window();
        ConvolutionLanes lanes = new ConvolutionLanes(
                Taps.toResult(sizes.height(), sizes.down(), sizes.filterHeight(), window.strideDown(), window.top()),
                Taps.toResult(sizes.width(), sizes.across(), sizes.filterWidth(), window.strideRight(), window.left()),
                image(sizes),
                result(sizes),
                sizes.filterHeight(),
                sizes.filterWidth());
        return lanes.step(sizes, x, w, y);
    }

    /** From results to images. */
    static Step image(ConvolutionSizes sizes, Buffer y, Buffer w, Buffer x) {
        Window window = sizes.window();
        ConvolutionLanes lanes = new ConvolutionLanes(
                Taps.toImage(sizes.height(), sizes.down(), sizes.filterHeight(), window.strideDown(), window.top()),
                Taps.toImage(sizes.width(), sizes.across(), sizes.filterWidth(), window.strideRight(), window.left()),
                result(sizes),
                image(sizes),
                sizes.filterHeight(),
                sizes.filterWidth());
        return lanes.step(sizes, y, w, x);
    }

    private static Side image(ConvolutionSizes sizes) {
        return new Side(sizes.channels(), sizes.height(), sizes.width(), sizes.filterHeight() * sizes.filterWidth());
    }

    private static Side result(ConvolutionSizes sizes) {
        return new Side(
                sizes.filters(),
                sizes.down(),
                sizes.across(),
                sizes.channels() * sizes.filterHeight() * sizes.filterWidth());
    }

    private Step step(ConvolutionSizes sizes, Buffer from, Buffer w, Buffer to) {
        int[] sources = sizes.imageStarts(from.type());
        int[] weights = sizes.filterStarts(w.type());
        int[] targets = sizes.imageStarts(to.type());
        return rows -> {
            for (int b = 0; b < sources.length; b++) {
                run(from.lanes(), sources[b], w.flat(), weights[b], to.lanes(), targets[b], rows);
            }
        };
    }

    private void run(
            double[][] from, int fromStart, double[] weights, int weightStart, double[][] to, int toStart, int rows) {
        int packedKind = -1;
        for (int row = 0; row < target.height; row++) {
            for (int column = 0; column < target.width; column++) {
                int kind = down.kinds()[row] * target.width + across.kinds()[column];
                if (kind != packedKind) {
                    pack(weights, weightStart, row, column);
                    packedKind = kind;
                }
                int terms = gather(from, fromStart, row, column);
                for (int channel = 0; channel < results.length; channel++) {
                    results[channel] = to[toStart + channel * target.plane() + row * target.width + column];
                }
                ActiveKernels.KERNELS.weightedSums(patch, terms, packed, results, results.length, rows);
            }
        }
    }

    /** The lanes that a place of the target is computed from; how many. */
    private int gather(double[][] from, int start, int row, int column) {
        int terms = 0;
        for (int channel = 0; channel < source.channels; channel++) {
            for (int sourceRow : down.sources()[row]) {
                int at = start + channel * source.plane() + sourceRow * source.width;
                for (int sourceColumn : across.sources()[column]) {
                    patch[terms++] = from[at + sourceColumn];
                }
            }
        }
        return terms;
    }

    /** The weights of those lanes, in the order that the kernel reads them. */
    private void pack(double[] weights, int start, int row, int column) {
        int[] filterRows = down.entries()[row];
        int[] filterColumns = across.entries()[column];
        int terms = source.channels * filterRows.length * filterColumns.length;
        for (int to = 0; to < target.channels; to++) {
            int at = to / GROUP * GROUP * terms + to % GROUP;
            for (int from = 0; from < source.channels; from++) {
                int own = start + to * target.weightStride + from * source.weightStride;
                for (int i : filterRows) {
                    for (int j : filterColumns) {
                        packed[at] = weights[own + i * filterWidth + j];
                        at += GROUP;
                    }
                }
            }
        }
    }
}
