using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using BedrockPS.Defaults;
using BedrockPS.Engine;

namespace BedrockPS.Completers;

/// <summary>The connection parameters typed so far on a command line that is being completed.</summary>
internal sealed class BoundConnection : IConnectionParameters
{
    private readonly IDictionary _bound;

    private BoundConnection(IDictionary bound) => _bound = bound;

    public string? Region => Text("Region", "RegionToCall");

    public string? ProfileName => Text("ProfileName", "StoredCredentials", "AWSProfileName");

    public string? ProfileLocation => Text("ProfileLocation", "AWSProfilesLocation", "ProfilesLocation");

    public string? AccessKey => Text("AccessKey", "AK");

    public string? SecretKey => Text("SecretKey", "SK", "SecretAccessKey");

    public string? SessionToken => Text("SessionToken", "ST");

    public object? Credential => _bound["Credential"] ?? _bound["AWSCredentials"];

    public SecureString? ApiKey => _bound["ApiKey"] as SecureString;

    public string? EndpointUrl => Text("EndpointUrl");

    // Completion does not wait for a second attempt.
    public int? MaxAttempt => 1;

    /// <summary>The connection the finished command would use; null when what is typed so far makes none.</summary>
    public static ConnectionSettings? Resolve(IDictionary bound)
    {
        try
        {
            return ConnectionResolver.Resolve(new BoundConnection(bound), SessionDefaults.Current, Variable);
        }
        catch (BedrockException)
        {
            return null;
        }
    }

    /// <summary>The credentials file named so far.</summary>
    public static string? Location(IDictionary bound) => new BoundConnection(bound).ProfileLocation;

    private static object? Variable(string name) => Runspace.DefaultRunspace.SessionStateProxy.PSVariable.GetValue(name);

    private string? Text(params string[] names)
    {
        foreach (string name in names)
        {
            if (_bound[name] is object value)
            {
                return (value is PSObject wrapped ? wrapped.BaseObject : value) as string;
            }
        }

        return null;
    }
}
