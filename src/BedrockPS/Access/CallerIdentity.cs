using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Access;

/// <summary>Who the credentials belong to, as STS says.</summary>
internal sealed class CallerIdentity
{
    private CallerIdentity(string arn, string account)
    {
        Arn = arn;
        Account = account;
    }

    /// <summary>ARN of a user, of the root user, or of a session: arn:aws:sts::123456789012:assumed-role/Admin/me.</summary>
    public string Arn { get; }

    public string Account { get; }

    /// <summary>arn:aws, with the partition this identity is in.</summary>
    public string Partition => Arn.Split(':') is { Length: > 1 } parts ? parts[1] : "aws";

    public static async Task<CallerIdentity> GetAsync(QueryClient query, CancellationToken cancellationToken)
    {
        XElement result = await query.StsAsync("GetCallerIdentity", new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
        return new CallerIdentity(result.Text("Arn"), result.Text("Account"));
    }

    /// <summary>
    /// What IAM keeps policies of: the user, or the role behind the session, whose path the session's ARN leaves out. Null for the root
    /// user and for federated users, who have none.
    /// </summary>
    public async Task<string?> PrincipalAsync(QueryClient query, CancellationToken cancellationToken)
    {
        string[] parts = Arn.Split([':'], 6);
        string kind = parts.Length == 6 ? parts[5].Split('/')[0] : "";
        if (kind == "user")
        {
            return Arn;
        }

        if (kind != "assumed-role")
        {
            return null;
        }

        string role = parts[5].Split('/')[1];
        try
        {
            XElement result = await query
                .IamAsync("GetRole", new Dictionary<string, string> { ["RoleName"] = role }, cancellationToken).ConfigureAwait(false);
            return result.Child("Role")?.Text("Arn") is { Length: > 0 } arn ? arn : WithoutPath(role);
        }
        catch (BedrockException exception) when (exception.Code == "AccessDenied")
        {
            // Most roles have no path.
            return WithoutPath(role);
        }
    }

    private string WithoutPath(string role) => $"arn:{Partition}:iam::{Account}:role/{role}";
}
