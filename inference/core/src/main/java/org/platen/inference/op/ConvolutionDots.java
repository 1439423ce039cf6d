package org.platen.inference.op;

import org.platen.inference.program.Buffer;
import org.platen.inference.program.Step;

/** Filters from images and results, summed over rows: for each place of the result, the dot products of its lanes with those of the image below them. */
final class ConvolutionDots {

    private final ConvolutionSizes sizes;
    private final Taps down;
    private final Taps across;
    private final double[][] patch;
    private final int[] places;
    private final double[] sums = new double[2 * DotTiles.WIDTH];

    private ConvolutionDots(ConvolutionSizes sizes) {
        Window window = sizes.window();
        this.sizes = sizes;
        this.down =
                Taps.toResult(sizes.height(), sizes.down(), sizes.filterHeight(), window.strideDown(), window.top());
        this.across =
                Taps.toResult(sizes.width(), sizes.across(), sizes.filterWidth(), window.strideRight(), window.left());
        int terms = sizes.channels() * sizes.filterHeight() * sizes.filterWidth();
        this.patch = new double[terms + DotTiles.WIDTH - 1][];
        this.places = new int[terms];
    }

    static Step of(ConvolutionSizes sizes, Buffer x, Buffer y, Buffer w) {
        int[] images = sizes.imageStarts(x.type());
        int[] results = sizes.imageStarts(y.type());
        int[] filters = sizes.filterStarts(w.type());
        ConvolutionDots dots = new ConvolutionDots(sizes);
        return rows -> {
            for (int b = 0; b < images.length; b++) {
                dots.run(x.lanes(), images[b], y.lanes(), results[b], w.flat(), filters[b], rows);
            }
        };
    }

    private void run(double[][] x, int image, double[][] y, int result, double[] out, int filter, int rows) {
        int plane = sizes.down() * sizes.across();
        for (int place = 0; place < plane; place++) {
            int terms = gather(x, image, place / sizes.across(), place % sizes.across());
            int channel = 0;
            for (; channel + 1 < sizes.filters(); channel += 2) {
                double[] first = y[result + channel * plane + place];
                double[] second = y[result + (channel + 1) * plane + place];
                pair(first, second, terms, out, filter + channel * places.length, rows);
            }
            if (channel < sizes.filters()) {
                double[] last = y[result + channel * plane + place];
                single(last, terms, out, filter + channel * places.length, rows);
            }
        }
    }

    private void pair(double[] first, double[] second, int terms, double[] out, int start, int rows) {
        for (int j = 0; j < terms; j += DotTiles.WIDTH) {
            ActiveKernels.KERNELS.dots(first, second, patch[j], patch[j + 1], patch[j + 2], patch[j + 3], sums, rows);
            for (int i = 0; i < Math.min(DotTiles.WIDTH, terms - j); i++) {
                out[start + places[j + i]] += sums[i];
                out[start + places.length + places[j + i]] += sums[DotTiles.WIDTH + i];
            }
        }
    }

    private void single(double[] lane, int terms, double[] out, int start, int rows) {
        for (int j = 0; j < terms; j += DotTiles.WIDTH) {
            ActiveKernels.KERNELS.dots(lane, patch[j], patch[j + 1], patch[j + 2], patch[j + 3], sums, rows);
            for (int i = 0; i < Math.min(DotTiles.WIDTH, terms - j); i++) {
                out[start + places[j + i]] += sums[i];
            }
        }
    }

    /** The lanes of the image below a place of the result, and where each stands in the filter; the last one is repeated to fill a tile. */
    private int gather(double[][] x, int image, int row, int column) {
        int terms = 0;
        for (int channel = 0; channel < sizes.channels(); channel++) {
            for (int i = 0; i < down.sources()[row].length; i++) {
                int at = image + (channel * sizes.height() + down.sources()[row][i]) * sizes.width();
                int entry = (channel * sizes.filterHeight() + down.entries()[row][i]) * sizes.filterWidth();
                for (int j = 0; j < across.sources()[column].length; j++) {
                    places[terms] = entry + across.entries()[column][j];
                    patch[terms++] = x[at + across.sources()[column][j]];
                }
            }
        }
        for (int i = 0; terms > 0 && i < DotTiles.WIDTH - 1; i++) {
            patch[terms + i] = patch[terms - 1];
        }
        return terms;
    }
}
