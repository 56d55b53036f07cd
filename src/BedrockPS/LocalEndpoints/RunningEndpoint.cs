using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Security;
using BedrockPS.Defaults;

namespace BedrockPS.LocalEndpoints;

/// <summary>An endpoint and what it replaced in the defaults of the session that started it.</summary>
internal sealed class RunningEndpoint
{
    private readonly SessionDefaults? _session;
    private BRDefault? _before;

    public RunningEndpoint(LocalEndpoint endpoint, Runspace? startedBy, SessionDefaults? session)
    {
        Endpoint = endpoint;
        StartedBy = startedBy;
        _session = session;
    }

    public LocalEndpoint Endpoint { get; }

    public Runspace? StartedBy { get; }

    /// <summary>Points the session's connection at the endpoint; models and limits stay as they are.</summary>
    public void TakeOver()
    {
        if (_session is null)
        {
            return;
        }

        _before = _session.Values.Clone();
        BRDefault values = _session.Values.Clone();
        values.EndpointUrl = Endpoint.Url;
        values.S3EndpointUrl = Endpoint.S3Url;
        values.Region = Endpoint.Region;
        values.AccessKey = Endpoint.AccessKey;
        values.SecretKey = Secure(Endpoint.SecretKey);
        values.SessionToken = null;
        values.ApiKey = null;
        values.ProfileName = null;
        values.ProfileLocation = null;
        _session.Values = values;
    }

    /// <summary>
    /// Restores the connection the session had. Where a later endpoint has taken over meanwhile, that one inherits what is to be
    /// restored; where the user has set another endpoint, nothing is touched.
    /// </summary>
    public void GiveBack(List<RunningEndpoint> others)
    {
        if (_session is null || _before is null)
        {
            return;
        }

        foreach (RunningEndpoint other in others)
        {
            if (ReferenceEquals(other._session, _session) && other._before?.EndpointUrl == Endpoint.Url)
            {
                CopyConnection(_before, other._before);
                return;
            }
        }

        if (_session.Values.EndpointUrl == Endpoint.Url)
        {
            BRDefault values = _session.Values.Clone();
            CopyConnection(_before, values);
            _session.Values = values;
        }
    }

    private static void CopyConnection(BRDefault from, BRDefault to)
    {
        to.EndpointUrl = from.EndpointUrl;
        to.S3EndpointUrl = from.S3EndpointUrl;
        to.Region = from.Region;
        to.AccessKey = from.AccessKey;
        to.SecretKey = from.SecretKey;
        to.SessionToken = from.SessionToken;
        to.ApiKey = from.ApiKey;
        to.ProfileName = from.ProfileName;
        to.ProfileLocation = from.ProfileLocation;
    }

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
