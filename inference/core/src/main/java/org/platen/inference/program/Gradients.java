package org.platen.inference.program;

/** Where a derivative rule puts what it contributes. */
public interface Gradients {

    /** Where the rule builds its nodes. */
    Graph graph();

    /** Whether the adjoint of {@code node} is needed: rules may skip the others. */
    boolean wants(Node node);

    /**
     * Adds {@code contribution} to the adjoint of {@code node}.
     *
     * @param contribution may lack axes of {@code at}: it then broadcasts
     * @param at the type the contribution stands for; axes that the node lacks are summed
     */
    void add(Node node, Node contribution, Type at);
}
