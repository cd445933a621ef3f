"""Every way in which people can comment on a draft."""

from pydantic import Field

from duthao.domain.fields import Emails, Strict, Text, Texts, Urls


class Privacy(Strict):
    """What the drafting agency undertakes to do with the personal data of who comments."""

    text: Text = Field(description="Câu in trên phiếu góp ý")
    basis: Text = Field(description="Căn cứ: văn bản, quy định của cơ quan")


class Comment(Strict):
    """Every way in which people can comment, of each one or several."""

    form_urls: Urls = Field(
        (), alias="form_url", description="Địa chỉ biểu mẫu góp ý; nhiều địa chỉ thì ghi danh sách"
    )
    emails: Emails = Field(
        (),
        alias="email",
        description="Thư điện tử nhận góp ý; nhiều địa chỉ thì ghi danh sách",
    )
    postal_addresses: Texts = Field(
        (), alias="postal_address", description="Địa chỉ nhận thư; nhiều nơi thì ghi danh sách"
    )
    phones: Texts = Field(
        (), alias="phone", description="Điện thoại; nhiều số thì ghi danh sách, mỗi số một dòng"
    )
    in_person: Texts = Field((), description="Nơi góp ý trực tiếp; nhiều nơi thì ghi danh sách")
    zalo: Texts = Field(
        (),
        description="Zalo của cơ quan: tên tài khoản chính thức, hoặc liên kết bắt đầu bằng https://zalo.me/",
    )
    vneid: Text | None = Field(
        None, description="Cách góp ý qua VNeID: mục trong ứng dụng, theo hướng dẫn của cơ quan"
    )
    prefill: dict[str, str] = Field(
        {}, description="Tham số điền sẵn biểu mẫu: id, title → tên ô; thay cho cấu hình chung"
    )
    privacy: Privacy | None = Field(
        None, description="Cam kết về dữ liệu cá nhân, in trên phiếu góp ý; bỏ trống: không in"
    )

    @property
    def offline(self) -> tuple[str, ...]:
        """The ways that ask for no network."""
        return (*self.in_person, *self.phones, *self.postal_addresses)

    @property
    def all(self) -> tuple[str, ...]:
        """Every way that is named."""
        vneid = (self.vneid,) if self.vneid else ()
        return (*self.offline, *self.emails, *self.form_urls, *self.zalo, *vneid)
