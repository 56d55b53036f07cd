using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using BedrockPS.Local.Http;

namespace BedrockPS.Local.Storage;

/// <summary>The XML that S3 speaks.</summary>
internal static class S3Xml
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Ten thousand parts, or a thousand keys of the greatest length.</summary>
    private const int MaxRequest = 4 * 1024 * 1024;

    // A key may hold characters that XML has no way to write; they go as references, as S3 writes them.
    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public static byte[] Write(string root, Action<XmlWriter> write) => Write(root, Namespace, write);

    public static byte[] Error(string code, string message, string resource, string requestId) => Write("Error", null, xml =>
    {
        xml.Text("Code", code);
        xml.Text("Message", message);
        xml.Text("Resource", resource);
        xml.Text("RequestId", requestId);
    });

    public static void Text(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }

    public static void Number(this XmlWriter xml, string name, long value) =>
        xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Flag(this XmlWriter xml, string name, bool value) => xml.WriteElementString(name, value ? "true" : "false");

    public static void Time(this XmlWriter xml, string name, DateTimeOffset value) =>
        xml.WriteElementString(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>The request's body; null when it has none.</summary>
    /// <exception cref="Serving.ServiceFault">MalformedXML.</exception>
    public static async Task<XElement?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        bool isChunked = request.Headers["x-amz-content-sha256"]?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;
        Stream body = isChunked ? new AwsChunkedStream(request.BodyStream!) : request.BodyStream!;
        using MemoryStream bytes = new();
        byte[] piece = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, 0, piece.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > MaxRequest)
            {
                throw S3Fault.BadRequest("MaxMessageLengthExceeded", "Your request was too large.");
            }

            bytes.Write(piece, 0, read);
        }

        if (bytes.Length == 0)
        {
            return null;
        }

        bytes.Position = 0;
        try
        {
            using XmlReader reader = XmlReader.Create(bytes, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw S3Fault.MalformedXml();
        }
    }

    /// <summary>The elements of that name, in whichever namespace: clients differ in that.</summary>
    public static IEnumerable<XElement> Items(this XElement element, string name)
    {
        foreach (XElement child in element.Elements())
        {
            if (child.Name.LocalName == name)
            {
                yield return child;
            }
        }
    }

    public static string? ValueOf(this XElement element, string name)
    {
        foreach (XElement child in element.Items(name))
        {
            return child.Value;
        }

        return null;
    }

    private static byte[] Write(string root, string? ns, Action<XmlWriter> write)
    {
        using MemoryStream bytes = new();
        using (XmlWriter xml = XmlWriter.Create(bytes, s_settings))
        {
            xml.WriteStartElement(root, ns);
            write(xml);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
