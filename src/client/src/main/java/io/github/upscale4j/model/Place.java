package io.github.upscale4j.model;

import org.jspecify.annotations.Nullable;

/** Where an object stands in an answer. Its path is put together when somebody asks: of most answers nobody does. Immutable. */
final class Place {
    /** Of the whole answer. */
    static final Place ROOT = at("$");

    private static final int NO_INDEX = -1;

    private final @Nullable Place parent;
    private final String name;
    private final int index;

    private Place(@Nullable Place parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** At a JSON path. */
    static Place at(String path) {
        return new Place(null, path, NO_INDEX);
    }

    /** In a field of the object that is here. */
    Place field(String field) {
        return new Place(this, field, NO_INDEX);
    }

    /** In the list in a field of the object that is here, counted from 0. */
    Place item(String field, int place) {
        return new Place(this, field, place);
    }

    /** The JSON path. */
    @Override
    public String toString() {
        if (parent == null) {
            return name;
        }
        return parent + "." + name + (index == NO_INDEX ? "" : "[" + index + "]");
    }
}
