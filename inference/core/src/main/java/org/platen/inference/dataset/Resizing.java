package org.platen.inference.dataset;

/** Brings an image to another size: each new pixel is the mean of the old ones over the area that it covers. */
final class Resizing {

    private Resizing() {}

    static byte[] of(byte[] pixels, ImageShape from, ImageShape to) {
        byte[] resized = new byte[to.size()];
        double[] narrow = new double[from.height() * to.width()];
        for (int channel = 0; channel < to.channels(); channel++) {
            int start = channel * from.height() * from.width();
            for (int row = 0; row < from.height(); row++) {
                for (int column = 0; column < to.width(); column++) {
                    Span span = new Span(column, from.width(), to.width());
                    double sum = 0;
                    for (int i = span.first(); i < span.end(); i++) {
                        sum += span.share(i) * (pixels[start + row * from.width() + i] & 0xff);
                    }
                    narrow[row * to.width() + column] = sum;
                }
            }
            for (int row = 0; row < to.height(); row++) {
                Span span = new Span(row, from.height(), to.height());
                for (int column = 0; column < to.width(); column++) {
                    double sum = 0;
                    for (int i = span.first(); i < span.end(); i++) {
                        sum += span.share(i) * narrow[i * to.width() + column];
                    }
                    resized[(channel * to.height() + row) * to.width() + column] = (byte) Math.round(sum);
                }
            }
        }
        return resized;
    }

    /** The old pixels that new pixel {@code at} covers along one side. */
    private record Span(int at, int old, int size) {

        int first() {
            return (int) ((long) at * old / size);
        }

        int end() {
            return (int) (((long) (at + 1) * old + size - 1) / size);
        }

        /** Which part of the new pixel old pixel {@code i} is. */
        double share(int i) {
            double scale = (double) old / size;
            return (Math.min(i + 1, (at + 1) * scale) - Math.max(i, at * scale)) / scale;
        }
    }
}
