package io.github.upscale4j.benchmarks;

/** What a figure may be. */
record Limit(Kind kind, double value, String unit) {
    enum Kind {
        AT_MOST("≤"),
        AT_LEAST("≥"),
        BELOW("<"),
        ABOVE(">");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    boolean allows(double figure) {
        return switch (kind) {
            case AT_MOST -> figure <= value;
            case AT_LEAST -> figure >= value;
            case BELOW -> figure < value;
            case ABOVE -> figure > value;
        };
    }

    /** The figure and its unit, in as many digits as tell it from the limit. */
    String measured(double figure) {
        return Figures.beside(value, figure) + " " + unit;
    }

    @Override
    public String toString() {
        return kind.sign + " " + Figures.exact(value) + " " + unit;
    }
}
