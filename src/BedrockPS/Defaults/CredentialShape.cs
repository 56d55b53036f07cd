using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Defaults;

/// <summary>
/// Reads an AWSCredentials object of another module by its shape: its types live in another load context, or in another
/// version, and cannot be named here. AWS Tools wraps them once more in an AWSPSCredentials whose inner object is not public.
/// </summary>
internal static class CredentialShape
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Null when the object has neither form.</summary>
    public static ForeignCredentials? TryRead(object credential)
    {
        object source = credential;
        if (credential.GetType().Name == "AWSPSCredentials")
        {
            source = credential.GetType().GetProperty("Credentials", AnyInstance)?.GetValue(credential) ?? credential;
        }

        Type type = source.GetType();
        MethodInfo? getAsync = type.GetMethod("GetCredentialsAsync", Type.EmptyTypes);
        MethodInfo? get = type.GetMethod("GetCredentials", Type.EmptyTypes);
        return getAsync is null && get is null
            ? null
            : new ForeignCredentials(source, token => ReadAsync(source, getAsync, get, token));
    }

    private static async Task<KeySet> ReadAsync(object source, MethodInfo? getAsync, MethodInfo? get, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        object? keys;
        try
        {
            if (getAsync?.Invoke(source, null) is Task task)
            {
                await task.ConfigureAwait(false);
                keys = task.GetType().GetProperty("Result")!.GetValue(task);
            }
            else
            {
                keys = get!.Invoke(source, null);
            }
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            throw Unusable(exception.InnerException);
        }

        string? accessKey = Text(keys, "AccessKey");
        string? secretKey = Text(keys, "SecretKey");
        return accessKey is null || secretKey is null ? throw Unusable(null) : new KeySet(accessKey, secretKey, Text(keys, "Token"));
    }

    private static string? Text(object? keys, string name) =>
        keys?.GetType().GetProperty(name)?.GetValue(keys) is string { Length: > 0 } text ? text : null;

    private static EngineException Unusable(Exception? cause) =>
        new(EngineFailure.NoCredentials, "The credential object gave no keys" + (cause is null ? "." : $": {cause.Message}"), cause);
}
