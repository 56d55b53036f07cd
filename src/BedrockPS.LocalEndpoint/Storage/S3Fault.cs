using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>Errors as S3 calls them.</summary>
internal static class S3Fault
{
    public static ServiceFault NoSuchBucket(string bucket) => new(404, "NoSuchBucket", $"The specified bucket does not exist: {bucket}");

    public static ServiceFault NoSuchKey(string key) => new(404, "NoSuchKey", $"The specified key does not exist: {key}");

    public static ServiceFault NoSuchUpload() => new(
        404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    public static ServiceFault Denied() => new(403, "AccessDenied", "Access Denied");

    public static ServiceFault Invalid(string message) => new(400, "InvalidArgument", message);

    public static ServiceFault BadRequest(string code, string message) => new(400, code, message);

    public static ServiceFault MalformedXml() =>
        BadRequest("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static ServiceFault NotImplemented(string what) =>
        new(501, "NotImplemented", $"The local endpoint's storage does not implement {what}.");

    public static ServiceFault Precondition(string header) =>
        new(412, "PreconditionFailed", $"At least one of the pre-conditions you specified did not hold: {header}");
}
