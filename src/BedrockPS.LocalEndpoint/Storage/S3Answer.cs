using System;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

namespace BedrockPS.Local.Storage;

/// <summary>Answers of S3 that are no object.</summary>
internal static class S3Answer
{
    public static Task SendXmlAsync(this S3Call call, string root, Action<XmlWriter> write, CancellationToken cancellationToken)
    {
        call.Response.Headers.Add("Content-Type", "application/xml");
        return call.Response.SendAsync(S3Xml.Write(root, write), cancellationToken);
    }

    public static Task SendEmptyAsync(this S3Call call, CancellationToken cancellationToken, int status = 200)
    {
        call.Response.Status = status;
        return call.Response.SendHeadAsync(0, cancellationToken);
    }
}
