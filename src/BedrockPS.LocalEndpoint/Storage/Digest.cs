using System;
using System.Security.Cryptography;

namespace BedrockPS.Local.Storage;

/// <summary>A checksum of bytes that come piece by piece.</summary>
internal abstract class Digest : IDisposable
{
    public abstract void Add(byte[] bytes, int count);

    public abstract byte[] Finish();

    public virtual void Dispose()
    {
    }

    public static Digest Md5() => new Hashed(HashAlgorithmName.MD5);

    public static Digest Sha256() => new Hashed(HashAlgorithmName.SHA256);

    /// <summary>That of a header such as x-amz-checksum-crc32; null for one that is not computed here.</summary>
    public static Digest? OfHeader(string header) => header.ToLowerInvariant() switch
    {
        "x-amz-checksum-sha256" => Sha256(),
        "x-amz-checksum-sha1" => new Hashed(HashAlgorithmName.SHA1),
        "x-amz-checksum-crc32" => new CrcDigest(CrcDigest.Crc32, 4),
        "x-amz-checksum-crc32c" => new CrcDigest(CrcDigest.Crc32C, 4),
        "x-amz-checksum-crc64nvme" => new CrcDigest(CrcDigest.Crc64Nvme, 8),
        _ => null,
    };

    private sealed class Hashed : Digest
    {
        private readonly IncrementalHash _hash;

        public Hashed(HashAlgorithmName name) => _hash = IncrementalHash.CreateHash(name);

        public override void Add(byte[] bytes, int count) => _hash.AppendData(bytes, 0, count);

        public override byte[] Finish() => _hash.GetHashAndReset();

        public override void Dispose() => _hash.Dispose();
    }
}
