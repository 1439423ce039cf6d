package org.platen.inference.op;

import java.lang.reflect.InvocationTargetException;

/** Chooses the kernels: those on the Vector API where the JVM was started with {@code --add-modules jdk.incubator.vector}, else plain loops. */
final class ActiveKernels {

    /** A constant to the JIT, so that calls through it are direct. */
    static final Kernels KERNELS = choose();

    private ActiveKernels() {}

    private static Kernels choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new PlainKernels();
        }
        try {
            Class<?> type = Class.forName("org.platen.inference.op.VectorKernels");
            boolean wide = (boolean) type.getDeclaredMethod("isWide").invoke(null);
            return wide ? (Kernels) type.getDeclaredConstructor().newInstance() : new PlainKernels();
        } catch (ClassNotFoundException e) {
            return new PlainKernels();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new LinkageError("the kernels on the Vector API cannot be made", e);
        }
    }
}
