namespace BedrockPS.Protocol;

internal enum ShapeKind
{
    Structure,
    List,
    Map,
    String,
    Blob,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
    /// <summary>Any JSON value.</summary>
    Document,
}
