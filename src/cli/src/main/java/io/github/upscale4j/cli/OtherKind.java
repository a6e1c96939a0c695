package io.github.upscale4j.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a file is that cannot be sent, as far as its first bytes tell. */
enum OtherKind {
    GIF("a GIF", true),
    HEIF("a HEIC or HEIF", true),
    AVIF("an AVIF", true),
    BMP("a BMP", true),
    TIFF("a TIFF", true),
    JPEG_XL("a JPEG XL", true),
    JPEG_2000("a JPEG 2000", true),
    PSD("a Photoshop document", true),
    ICO("an ICO", true),
    SVG("an SVG", true),
    PDF("a PDF", false),
    VIDEO("a video", false),
    RIFF("a RIFF file other than WebP", false),
    ARCHIVE("an archive", false),
    HTML("an HTML page", false),
    XML("an XML document", false),
    JSON("what looks like JSON", false),
    UNKNOWN("something else", false);

    /** How many bytes {@link #of} looks at: before what tells SVG and HTML there may be a declaration and a comment. */
    static final int MAGIC_BYTES = 1024;

    private static final int BRANDS_AT = 8;
    private static final Pattern HEIF_BRAND = Pattern.compile("hei[cxms]|hev[cxms]|mif1|msf1");
    private static final Pattern HTML_START = Pattern.compile("<(!doctype html|html|head|body)\\b");

    final String name;
    final boolean isPicture;

    OtherKind(String name, boolean isPicture) {
        this.name = name;
        this.isPicture = isPicture;
    }

    /** The kind of what begins with these bytes, which is none of {@link PictureKind}. */
    static OtherKind of(byte[] start) {
        FirstBytes first = new FirstBytes(start);
        if (first.has(0, "GIF8")) {
            return GIF;
        } else if (first.has(4, "ftyp")) {
            return ofBrands(first.latin());
        } else if (first.has(0, "BM") && first.has(6, "\0\0\0\0")) {
            return BMP;
        } else if (first.has(0, "II*\0") || first.has(0, "MM\0*")) {
            return TIFF;
        } else if (first.has(0, "\u00FF\n") || first.has(0, "\0\0\0\fJXL ")) {
            return JPEG_XL;
        } else if (first.has(0, "\0\0\0\fjP  ") || first.has(0, "\u00FFO\u00FFQ")) {
            return JPEG_2000;
        } else if (first.has(0, "8BPS")) {
            return PSD;
        } else if (first.has(0, "\0\0\1\0")) {
            return ICO;
        } else if (first.has(0, "%PDF")) {
            return PDF;
        } else if (first.has(0, "RIFF")) {
            return RIFF;
        } else if (first.has(0, "PK\3\4") || first.has(0, "\u001F\u008B") || first.has(0, "7z\u00BC\u00AF")) {
            return ARCHIVE;
        }
        return ofText(first.latin());
    }

    /** The brands of an ISO media file: the major one, its version, and the compatible ones. */
    private static OtherKind ofBrands(String start) {
        int length = Math.min(start.charAt(3), start.length());
        String brands = length < BRANDS_AT ? "" : start.substring(BRANDS_AT, length);
        if (brands.contains("avif") || brands.contains("avis")) {
            return AVIF;
        }
        String major = brands.substring(0, Math.min(4, brands.length()));
        return HEIF_BRAND.matcher(major).matches() ? HEIF : VIDEO;
    }

    private static OtherKind ofText(String start) {
        String text =
                start.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("{") || text.startsWith("[")) {
            return JSON;
        }
        if (!text.startsWith("<")) {
            return UNKNOWN;
        }
        if (text.contains("<svg")) {
            return SVG;
        }
        return HTML_START.matcher(text).find() ? HTML : text.startsWith("<?xml") ? XML : UNKNOWN;
    }
}
