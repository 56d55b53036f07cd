using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.Runtime.CredentialManagement;
using BedrockPS.Engine.Profiles;

namespace BedrockPS.Engine.Aws;

/// <summary>
/// The encrypted profile store of the AWS SDK for .NET, where Set-AWSCredential puts profiles on Windows. Only the SDK can read it.
/// </summary>
internal static class SdkProfileStore
{
    public static ProfileSection? Find(string name) => Exists() ? Read(name) : null;

    public static IReadOnlyList<string> Names() => Exists() ? ReadNames() : [];

    private static bool Exists() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        && File.Exists(Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "AWSToolkit", "RegisteredAccounts.json"));

    // Kept apart so that the SDK is loaded only when the store exists.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ProfileSection? Read(string name)
    {
        if (!new NetSDKCredentialsFile().TryGetProfile(name, out CredentialProfile profile))
        {
            return null;
        }

        ProfileSection section = new(isMarked: false);
        CredentialProfileOptions options = profile.Options;
        Set("aws_access_key_id", options.AccessKey);
        Set("aws_secret_access_key", options.SecretKey);
        Set("aws_session_token", options.Token);
        Set("role_arn", options.RoleArn);
        Set("role_session_name", options.RoleSessionName);
        Set("source_profile", options.SourceProfile);
        Set("credential_source", options.CredentialSource);
        Set("external_id", options.ExternalID);
        Set("mfa_serial", options.MfaSerial);
        Set("web_identity_token_file", options.WebIdentityTokenFile);
        Set("credential_process", options.CredentialProcess);
        Set("sso_account_id", options.SsoAccountId);
        Set("sso_region", options.SsoRegion);
        Set("sso_role_name", options.SsoRoleName);
        Set("sso_start_url", options.SsoStartUrl);
        Set("region", profile.Region?.SystemName);
        Set("endpoint_url", profile.EndpointUrl);
        return section;

        void Set(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                section.Set(key, value!);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<string> ReadNames() => new NetSDKCredentialsFile().ListProfileNames();
}
