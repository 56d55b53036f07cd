using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using BedrockPS.Engine;
using BedrockPS.Errors;

namespace BedrockPS.Protocol;

/// <summary>Calls services that take a form and answer in XML: STS and IAM.</summary>
internal sealed class QueryClient
{
    private readonly ApiClient _api;

    public QueryClient(ApiClient api) => _api = api;

    /// <summary>STS of the region.</summary>
    public Task<XElement> StsAsync(string action, IReadOnlyDictionary<string, string> members, CancellationToken cancellationToken) =>
        SendAsync(new EngineRequest("sts", action, "POST", "/") { SigningName = "sts" }, "2011-06-15", members, cancellationToken);

    /// <summary>IAM of the region's partition.</summary>
    public Task<XElement> IamAsync(string action, IReadOnlyDictionary<string, string> members, CancellationToken cancellationToken) =>
        SendAsync(new EngineRequest("iam", action, "POST", "/") { SigningName = "iam", IsGlobal = true }, "2010-05-08", members, cancellationToken);

    /// <returns>The element that holds the result.</returns>
    /// <exception cref="BedrockException">NotImplemented where the endpoint in use is none of this service, and whatever a call may give.</exception>
    private async Task<XElement> SendAsync(
        EngineRequest request, string version, IReadOnlyDictionary<string, string> members, CancellationToken cancellationToken)
    {
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        request.Body = Form(request.Operation, version, members);

        // Every action here only looks.
        request.MayBeSentTwice = true;
        using EngineResponse answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            byte[] body = await answer.ReadBodyAsync(cancellationToken).ConfigureAwait(false);
            return Read(request, body);
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, request.Service, request.Operation);
        }
    }

    private async Task<EngineResponse> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code == "UnknownOperation")
        {
            throw new BedrockException("NotImplemented", $"The endpoint in use is none of {request.Service.ToUpperInvariant()}.", exception)
            {
                Service = request.Service,
                Operation = request.Operation,
            };
        }
    }

    private static byte[] Form(string action, string version, IReadOnlyDictionary<string, string> members)
    {
        StringBuilder form = new("Action=" + action + "&Version=" + version);
        foreach (KeyValuePair<string, string> member in members)
        {
            form.Append('&').Append(Uri.EscapeDataString(member.Key)).Append('=').Append(Uri.EscapeDataString(member.Value));
        }

        return ValueBytes.Utf8.GetBytes(form.ToString());
    }

    private static XElement Read(EngineRequest request, byte[] body)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(
                new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement root = XDocument.Load(reader).Root!;
            foreach (XElement child in root.Elements())
            {
                if (child.Name.LocalName == request.Operation + "Result")
                {
                    return child;
                }
            }

            throw Unreadable(request, $"it is {root.Name.LocalName}.", null);
        }
        catch (XmlException exception)
        {
            throw Unreadable(request, exception.Message, exception);
        }
    }

    private static BedrockException Unreadable(EngineRequest request, string why, Exception? inner) =>
        new("ResponseUnreadable", $"The answer of {request.Operation} is not the XML that was expected: {why}", inner)
        {
            Service = request.Service,
            Operation = request.Operation,
        };
}
