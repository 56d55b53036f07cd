using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Aws;

/// <summary>Makes credentials that need the SDK: for a profile, a web identity, a container.</summary>
internal static class SdkCredentials
{
    public static ICredentialSource Of(Profile profile, SdkContext context) => Of(profile, context, []);

    public static ICredentialSource WebIdentity(string tokenFile, string roleArn, string? sessionName, string region, IWebProxy? proxy)
    {
        const string Kind = "web identity of the environment";
        try
        {
            return new SdkKeys(
                Kind,
                new WebIdentityCredentials(tokenFile, roleArn, sessionName, region, proxy),
                static e => SdkFailure.Explain("The " + Kind, e));
        }
        catch (ArgumentException e)
        {
            throw SdkFailure.Explain("The " + Kind, e);
        }
    }

    public static ICredentialSource Container()
    {
        const string Kind = "role of the container";
        try
        {
            return new SdkKeys(Kind, new GenericContainerCredentials(), static e => SdkFailure.Explain("The " + Kind, e));
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            throw SdkFailure.Explain("The " + Kind, e);
        }
    }

    private static ICredentialSource Of(Profile profile, SdkContext context, HashSet<string> visited)
    {
        string kind = $"profile '{profile.Name}'";
        switch (profile.Kind)
        {
            case ProfileKind.Keys:
                return new StaticKeys(kind, profile.Keys);
            case ProfileKind.Role:
                return Role(kind, profile, context, visited);
            case ProfileKind.WebIdentity:
                return Guard(kind + ", web identity", profile, () => new WebIdentityCredentials(
                    profile["web_identity_token_file"]!,
                    profile["role_arn"]!,
                    profile["role_session_name"],
                    context.Region,
                    context.Proxy));
            case ProfileKind.SingleSignOn:
                return Guard(kind + ", single sign-on", profile, () => SingleSignOn(profile, context));
            case ProfileKind.Process:
                return Guard(kind + ", credential_process", profile, () => new ProcessAWSCredentials(profile["credential_process"]!));
            case ProfileKind.Login:
                throw profile.Invalid(
                    "signs in with 'aws login', which this module cannot renew: use single sign-on, "
                    + "or export the credentials to the environment");
            default:
                throw profile.Invalid("names no credentials");
        }
    }

    private static ICredentialSource Role(string kind, Profile profile, SdkContext context, HashSet<string> visited)
    {
        if (profile["mfa_serial"] is not null)
        {
            throw profile.Invalid(
                "needs a code of a multi-factor device, which nobody can be asked for here: get temporary credentials first");
        }

        if (!visited.Add(profile.Name))
        {
            throw profile.Invalid("is its own source by way of source_profile");
        }

        ICredentialSource source = Source(profile, context, visited);
        return Guard(
            $"{kind}, role {profile["role_arn"]}",
            profile,
            () => new RoleCredentials(new SourceCredentials(source), profile, context));
    }

    private static ICredentialSource Source(Profile profile, SdkContext context, HashSet<string> visited)
    {
        if (profile["source_profile"] is string name)
        {
            // A profile may hold the keys for its own role.
            return name == profile.Name && profile["aws_access_key_id"] is not null
                ? new StaticKeys(name, profile.Keys)
                : Of(
                    context.Profiles.Find(name) ?? throw profile.Invalid($"names the source_profile '{name}', which does not exist"),
                    context,
                    visited);
        }

        switch (profile["credential_source"])
        {
            case "Environment":
                return context.Environment["AWS_ACCESS_KEY_ID"] is string key && context.Environment["AWS_SECRET_ACCESS_KEY"] is string secret
                    ? new StaticKeys("environment", new KeySet(key, secret, context.Environment["AWS_SESSION_TOKEN"]))
                    : throw profile.Invalid("takes its source credentials from the environment, which has none");
            case "Ec2InstanceMetadata":
                return new DeferredInstanceKeys(context.Environment, profile);
            case "EcsContainer":
                return context.Environment.Either(
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI") is null
                    ? throw profile.Invalid("takes its source credentials from the container, and this is none")
                    : Container();
            case null:
                throw profile.Invalid("has a role_arn and neither source_profile nor credential_source");
            case string other:
                throw profile.Invalid($"has the unknown credential_source '{other}'");
        }
    }

    private static SSOAWSCredentials SingleSignOn(Profile profile, SdkContext context)
    {
        SdkClients.Register();
        string? startUrl = profile["sso_start_url"];
        string? region = profile["sso_region"];
        string? session = profile["sso_session"];
        if (session is not null)
        {
            ProfileSection section = context.Profiles.FindSsoSession(session)
                ?? throw profile.Invalid($"names the sso_session '{session}', which does not exist");
            startUrl = section["sso_start_url"];
            region = section["sso_region"];
        }

        string Needed(string? value, string name) => value ?? throw profile.Invalid($"uses single sign-on and lacks {name}");
        return new SSOAWSCredentials(
            Needed(profile["sso_account_id"], "sso_account_id"),
            Needed(region, "sso_region"),
            Needed(profile["sso_role_name"], "sso_role_name"),
            Needed(startUrl, "sso_start_url"),
            // Without SupportsGettingNewToken nobody opens a browser.
            new SSOAWSCredentialsOptions { SessionName = session, SupportsGettingNewToken = false, ProxySettings = context.Proxy });
    }

    private static SdkKeys Guard(string kind, Profile profile, Func<AWSCredentials> create)
    {
        try
        {
            return new SdkKeys(kind, create(), e => SdkFailure.Explain(profile, e));
        }
        catch (Exception e) when (e is ArgumentException or AmazonClientException or InvalidOperationException)
        {
            throw SdkFailure.Explain(profile, e);
        }
    }

    /// <summary>Looks for the instance's role when the keys are wanted, not when the profile is read.</summary>
    private sealed class DeferredInstanceKeys(AwsEnvironment environment, Profile profile) : ICredentialSource
    {
        private InstanceKeys? _keys;

        public string Kind => "role of the instance";

        public async ValueTask<KeySet> GetAsync(CancellationToken cancellationToken)
        {
            InstanceMetadata? metadata = InstanceMetadata.For(environment);
            _keys ??= metadata is null ? null : await InstanceKeys.FindAsync(metadata, cancellationToken).ConfigureAwait(false);
            return _keys is null
                ? throw profile.Invalid("takes its source credentials from the instance, and this is none or has no role")
                : await _keys.GetAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
